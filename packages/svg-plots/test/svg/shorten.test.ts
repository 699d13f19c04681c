import { array, assert, double, property, string, uniqueArray } from 'fast-check';
import { charactersOf, shorten, shortenAll, textWidth } from '../../src';

const words = string({ unit: 'grapheme', maxLength: 30 });
const lengths = double({ min: 1, max: 300, noNaN: true });

test('a shortened text fits, unless not even a character does, and begins as the whole', () => {
  assert(
    property(words, lengths, (word, width) => {
      const short = shorten(word, width, 12);
      if (short === word) return expect(textWidth(word, 12)).toBeLessThanOrEqual(width);
      expect(word.startsWith(short.slice(0, -1))).toBe(true);
      if (charactersOf(short).length > 2) expect(textWidth(short, 12)).toBeLessThanOrEqual(width + 1e-9);
    }),
  );
});

test('by hand: from the end, and of texts that begin alike from the middle, as much from both ends', () => {
  expect(shorten('abcdefghij', 7 * 12, 12)).toBe('abcdefghij');
  expect(shorten('mmmmmmmmmm', 5 * 12, 12)).toBe('mmmm…');
  expect(shortenAll(['mmmmmmmmmm', 'mmmmmmmmmw'], 5 * 12, 12)).toEqual(['mm…mm', 'mm…mw']);
});

test('long names that differ stay different, and all fit that have room for ten letters', () => {
  const names = uniqueArray(string({ unit: 'grapheme-ascii', maxLength: 60 }), { minLength: 1, maxLength: 12 });
  const starts = string({ unit: 'grapheme-ascii', minLength: 20, maxLength: 60 });
  const ends = string({ unit: 'grapheme-ascii', maxLength: 60 });
  assert(
    property(names, starts, ends, (middles, start, end) => {
      const whole = middles.map((middle) => `${start}${middle}${end}`);
      const shown = shortenAll(whole, 150, 12);
      expect(new Set(shown).size).toBe(new Set(whole).size);
      for (const one of shown) expect(textWidth(one, 12)).toBeLessThanOrEqual(150 + 1e-9);
    }),
  );
});

test('names that are alike may be shown alike', () => {
  const name = 'x'.repeat(60);
  expect(new Set(shortenAll([name, name], 100, 12)).size).toBe(1);
});

test.each([
  [
    'at their ends',
    'number of visits within the last twenty-four months',
    'number of visits within the last twelve months',
  ],
  [
    'at their beginnings',
    'maximum of the daily temperature in the shade',
    'minimum of the daily temperature in the shade',
  ],
  [
    'in their middle',
    'income of the household in May, before any taxes',
    'income of the household in June, before any taxes',
  ],
])('names that differ %s', (_, one, other) => {
  const [first, second] = shortenAll([one, other], 180, 12);
  expect(first).not.toBe(second);
  expect(first).not.toMatch(/\(1\)/);
});

test('texts that fit stay as they are, whatever stands beside them', () => {
  assert(
    property(array(string({ unit: 'grapheme-ascii', maxLength: 8 }), { maxLength: 5 }), (texts) => {
      expect(shortenAll(texts, 200, 12)).toEqual(texts);
    }),
  );
});

test('a text of a hundred thousand letters is measured once, not once a letter', () => {
  const segment = jest.spyOn(Intl.Segmenter.prototype, 'segment');
  const short = shorten('word '.repeat(20_000), 200, 12);
  expect(textWidth(short, 12)).toBeLessThanOrEqual(200);
  const letters = segment.mock.calls.reduce((sum, [text]) => sum + text.length, 0);
  segment.mockRestore();
  expect(letters).toBeLessThan(400_000);
});
