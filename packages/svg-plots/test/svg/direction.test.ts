import { isRightToLeft } from '../../src';

test.each([
  ['an English sentence with a word of Arabic', 'The word سلام means peace', false],
  ['an English sentence with a word of Hebrew', 'The word שלום means peace', false],
  ['an Arabic sentence with a word of English', 'كلمة peace تعني سلام', true],
  ['Hebrew behind numbers and signs, which are of no direction', '12 — (שלום) peace', true],
  ['numbers alone', '12 34', false],
  ['nothing', '', false],
  ['Chinese', '和平 שלום', false],
  ['Greek letters in Hebrew', 'שלום αβγ', true],
  ["N'Ko, Adlam, Phoenician", 'ߒߞߏ', true],
  ['Adlam, beyond the first plane', '𞤀𞤣𞤤𞤢𞤥', true],
  ['Phoenician', '𐤀𐤁', true],
  ['a mark of direction', '\u200f12 abc', true],
  ['the mark of the other one', '\u200e12 שלום', false],
])('%s', (_, text, expected) => {
  expect(isRightToLeft(text)).toBe(expected);
});
