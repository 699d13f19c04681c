import { colorRange, isCentered, readNumbers } from '../../src';

test('colours between two values of one: where they lie does not depend on the values', () => {
  const { range, isClipped, position } = colorRange([-5, 1], [-1, 3], 'auto');
  expect({ range, isClipped }).toEqual({ range: [-1, 3], isClipped: [true, false] });
  expect([-5, -1, 1, 3, 9].map(position)).toEqual([0, 0, 0.5, 1, 1]);
});

test.each([[[1, 1]], [[2, 1]], [[0, Number.POSITIVE_INFINITY]], [[0]], ['whole']])('%j is no range', (range) => {
  expect(() => colorRange([1], range as never)).toThrow(/two finite numbers, the smaller one first/);
});

test('zero has the middle of a range that says so', () => {
  expect(['centered', 'extrema', [-2, 2], [0, 2]].map((range) => isCentered(range as never))).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('tensors as plain data are read as they are', () => {
  expect(readNumbers({ shape: [2, 1], data: new Float32Array([1, 2]) }, 'val').shape).toEqual([2, 1]);
  expect(() => readNumbers({ shape: [1], data: [Number.NaN] }, 'val')).toThrow(/val\[0\] is NaN/);
});
