import { assert, double, property, string } from 'fast-check';
import { charactersOf, textWidth } from '../../src';

const words = string({ unit: 'grapheme', maxLength: 30 });
const lengths = double({ min: 1, max: 300, noNaN: true });

/** DejaVu Sans's, in thousandths of an em: its table of advance widths, summed by hand. */
const DEJAVU: [string, number][] = [
  ['0123456789', 6360],
  ['Wim', 989 + 278 + 974],
  ['income', 278 + 634 + 550 + 612 + 974 + 615],
  ['~', 838],
];

test.each(DEJAVU)('%s is as wide as in DejaVu Sans, in bold letters a quarter more', (word, width) => {
  expect(textWidth(word, 1000)).toBeCloseTo(width, 6);
  expect(textWidth(word, 1000, 'bold')).toBeCloseTo(1.25 * width, 6);
});

test('letters of other alphabets are wide, small or neither', () => {
  for (const [wide, usual, small] of ['ЖЯя', 'ШГг', 'ΩΣσ'])
    expect([wide, usual, small].map((one) => textWidth(one, 1000))).toEqual(
      wide === 'Ω' ? [880, 880, 760] : [1200, 880, 760],
    );
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
