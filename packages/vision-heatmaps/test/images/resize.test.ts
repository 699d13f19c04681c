import fc from 'fast-check';
import { ShapeError, ValueError } from 'xai-base';
import { createImage, type ResizeMethod, type RGBAImage, resize } from '../../src';

const row = (grays: number[]): RGBAImage => {
  return {
    width: grays.length,
    height: 1,
    data: new Uint8ClampedArray(grays.flatMap((gray) => [gray, gray, gray, 255])),
  };
};
const grays = ({ data }: RGBAImage) => [...data].filter((_, at) => at % 4 === 0);
const side = fc.integer({ min: 1, max: 9 });

test('shrinks as Pillow 12 does: every source counts', () => {
  expect(grays(resize(row([0, 1, 4, 9, 16, 25]), 4, 1))).toEqual([0, 4, 11, 22]);
  expect(grays(resize(row([0, 10, 40, 90, 160, 250]), 2, 1))).toEqual([25, 150]);
});

test('nearest repeats pixels', () => {
  expect(grays(resize(row([1, 2]), 6, 1, 'nearest'))).toEqual([1, 1, 1, 2, 2, 2]);
  expect(grays(resize(row([1, 2, 3, 4]), 2, 1, 'nearest'))).toEqual([2, 4]);
});

test('one colour stays one colour, in any size', () => {
  fc.assert(
    fc.property(side, side, side, side, fc.constantFrom<ResizeMethod>('bilinear', 'nearest'), (a, b, c, d, method) => {
      expect(resize(createImage(a, b, [9, 99, 200, 255]), c, d, method)).toEqual(createImage(c, d, [9, 99, 200, 255]));
    }),
  );
});

test('the same size changes nothing', () => {
  const image = row([7, 200, 31]);
  expect(resize(image, 3, 1)).toEqual(image);
});

test('rejects a side of no pixels, an unknown method and a broken image', () => {
  expect(() => resize(row([1]), 0, 1)).toThrow(ValueError);
  expect(() => resize(row([1]), 1, 1.5)).toThrow(/height is 1.5/);
  expect(() => resize(row([1]), 1, 1, 'cubic' as ResizeMethod)).toThrow(/bilinear, nearest/);
  expect(() => resize({ width: 2, height: 2, data: new Uint8ClampedArray(4) }, 1, 1)).toThrow(ShapeError);
  expect(() => createImage(0, 1)).toThrow(ValueError);
});
