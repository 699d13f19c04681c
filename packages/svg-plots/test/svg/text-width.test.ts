import { assert, double, property, string } from 'fast-check';
import { charactersOf, textWidth } from '../../src';

const words = string({ unit: 'grapheme', maxLength: 30 });
const lengths = double({ min: 1, max: 300, noNaN: true });

/** Helvetica's, in thousandths of an em: its table of advance widths, summed by hand. */
const HELVETICA: [string, number][] = [
  ['0123456789', 5560],
  ['Wim', 944 + 222 + 833],
  ['income', 222 + 556 + 500 + 556 + 833 + 556],
  ['~', 584],
];

test.each(HELVETICA)('%s is as wide as in Helvetica, times the margin', (word, width) => {
  expect(textWidth(word, 1000, 1)).toBeCloseTo(width, 6);
  expect(textWidth(word, 1000)).toBeCloseTo(1.2 * width, 6);
});

test('accents take no width, in one code point or two', () => {
  for (const accented of ['é', 'e\u0301', 'ê']) expect(textWidth(accented, 10)).toBe(textWidth('e', 10));
});

test('ideographs, kana and hangul are an em wide, emoji of any number of code points 1.3', () => {
  for (const wide of ['漢', 'か', 'カ', '한', '。', '！']) expect(textWidth(wide, 10)).toBe(10);
  for (const emoji of ['😀', '👩‍🔬', '🇪🇺', '❤️']) expect(textWidth(emoji, 10)).toBe(13);
});

test('characters are all of a text, and their widths add up to its width', () => {
  assert(
    property(words, lengths, (word, size) => {
      const characters = charactersOf(word);
      expect(characters.join('')).toBe(word);
      const sum = characters.reduce((width, character) => width + textWidth(character, size), 0);
      expect(textWidth(word, size)).toBeCloseTo(sum, 6);
    }),
  );
});
