import { type PngHeader, sizeOfLines } from '../../src/png-format/header';

const image = (width: number, height: number, isInterlaced: boolean, bitDepth = 8, colorType = 0): PngHeader => {
  return { width, height, bitDepth, colorType, isInterlaced };
};

test.each<[string, PngHeader, number]>([
  ['gray', image(5, 3, false), 3 * (1 + 5)],
  ['colours of 16 bits', image(5, 3, false, 16, 2), 3 * (1 + 30)],
  ['single bits', image(9, 2, false, 1), 2 * (1 + 2)],
  ['a palette', image(3, 1, false, 4, 3), 1 + 2],
  ['gray and alpha', image(3, 1, false, 8, 4), 1 + 6],
  ['one interlaced pixel: in the first pass alone', image(1, 1, true), 1 + 1],
  ['8 x 8 interlaced: all seven passes', image(8, 8, true), 2 + 2 + 3 + 2 * 3 + 2 * 5 + 4 * 5 + 4 * 9],
  ['5 x 3 interlaced', image(5, 3, true), 2 + 2 + 0 + 2 + (1 + 3) + 2 * (1 + 2) + (1 + 5)],
])('the lines of %s', (_, header, size) => {
  expect(sizeOfLines(header)).toBe(size);
});
