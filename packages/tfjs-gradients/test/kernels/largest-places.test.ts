import { largestPlaces } from '../../src/kernels/largest-places';

const point = { input: 1, output: 1, kernel: 1, stride: 1, dilation: 1, before: 0 };
const row = (kernel: number, stride: number, output: number, before = 0) => ({
  ...{ input: 5, output, kernel, stride, before },
  dilation: 1,
});

test('the first largest cell of each window and channel', () => {
  const twoChannels = Float32Array.from([1, 9, 3, 9, 3, 2, 0, 2, -1, 4]);
  expect([...largestPlaces(twoChannels, [point, point, row(2, 2, 3, 1)], 2)]).toEqual([0, 1, 2, 3, 6, 9]);
});

test('a window that is all padding has none', () => {
  expect([...largestPlaces(Float32Array.from([1, 2, 3, 4, 5]), [point, point, row(1, 3, 3)], 1)]).toEqual([0, 3, -1]);
});
