import { GLYPH_HEIGHT, GLYPH_WIDTH, isInk, printable } from '../../src/text/font';

const picture = (character: string) =>
  Array.from({ length: GLYPH_HEIGHT }, (_, y) =>
    Array.from({ length: GLYPH_WIDTH }, (_, x) => (isInk(character, x, y) ? '#' : '.')).join(''),
  );

test('draws letters', () => {
  expect(picture('A').slice(2, 11)).toEqual([
    '..#...',
    '.#.#..',
    '#...#.',
    '#...#.',
    '#...#.',
    '#####.',
    '#...#.',
    '#...#.',
    '#...#.',
  ]);
});

test('every character of ASCII has a picture of its own', () => {
  const characters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
  expect(new Set(characters.map((character) => picture(character).join())).size).toBe(95);
  expect(picture(' ').join('')).not.toContain('#');
});

test('makes text printable', () => {
  expect(printable('Shapley–Müller…\n5 µ 好')).toBe('Shapley-Muller... 5 ? ?');
});
