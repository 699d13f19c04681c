import { layoutOf } from '../../src/models/guess-layout';

test.each([1, 3, 4])('the axis with %i channels tells the layout of images', (channels) => {
  for (const [height, width] of [
    [28, 28],
    [5, 512],
    [null, null],
    [2, null],
  ]) {
    expect(layoutOf([null, channels, height, width])).toBe('channels-first');
    expect(layoutOf([1, height, width, channels])).toBe('channels-last');
  }
});

test('where both or none tells, channels come first, as in most ONNX files, unless something else is usual', () => {
  expect(layoutOf([null, 3, 3, 3])).toBe('channels-first');
  expect(layoutOf([null, null, null, null])).toBe('channels-first');
  expect(layoutOf([null, 3, 3, 3], 'channels-last')).toBe('channels-last');
  expect(layoutOf([null, 3, 8, 8], 'channels-last')).toBe('channels-first');
});

test('what is no image is taken as it is', () => {
  expect(layoutOf([null, 4])).toBe('channels-last');
  expect(layoutOf([null, 4, 28])).toBe('channels-last');
  expect(layoutOf(undefined)).toBe('channels-last');
});
