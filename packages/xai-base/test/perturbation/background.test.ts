import '@tensorflow/tfjs-backend-cpu';
import { tensor } from '@tensorflow/tfjs-core';
import { type Background, checkBackground, referencesOf, type Sample, ShapeError, ValueError } from '../../src';

const image: Sample = { values: Float32Array.from([1, 10, 3, 30, 5, 50]), shape: [1, 3, 2], dtype: 'float32' };
const gappy: Sample = { ...image, values: Float32Array.from([1, Number.NaN, 3, 30, 5, 50]), missingValues: true };
const row: Sample = { values: Int32Array.from([4, 6]), shape: [2], dtype: 'int32' };

test.each<[string, Background, Sample, number[]]>([
  ['a number', 7, image, [7, 7, 7, 7, 7, 7]],
  ['a colour', [1, 2], image, [1, 2, 1, 2, 1, 2]],
  ['the least', 'min', image, [1, 1, 1, 1, 1, 1]],
  ['the largest', 'max', gappy, [50, 50, 50, 50, 50, 50]],
  ['the mean', 'mean', image, [16.5, 16.5, 16.5, 16.5, 16.5, 16.5]],
  ['the mean of each channel', 'channelMean', image, [3, 30, 3, 30, 3, 30]],
  ['the mean of what is there', 'channelMean', gappy, [3, 40, 3, 40, 3, 40]],
  ['the mean of a row, which has one channel', 'channelMean', row, [5, 5]],
  ['what a function says', ({ values }) => values[0], row, [4, 4]],
])('%s stands in for what is absent', async (_, background, sample, expected) => {
  checkBackground(background);
  const { rows, weights } = await referencesOf(background, sample);
  expect(Array.from(rows[0])).toEqual(expected);
  expect(weights).toEqual([1]);
});

test('a blur keeps the sum of what is far from the edges, and the colour of what has one', async () => {
  const flat = { ...image, values: new Float32Array(200).fill(3), shape: [10, 10, 2] };
  const [blurred] = (await referencesOf('blur', flat)).rows;
  for (const value of Array.from(blurred)) expect(value).toBeCloseTo(3, 12);
});

test('rows are those of a tensor, with weights that sum up to 1', async () => {
  const rows = tensor([1, 2, 3, 4], [2, 2]);
  const found = await referencesOf({ rows, weights: [1, 3] }, { ...row, dtype: 'float32' });
  expect(found.rows.map((one) => Array.from(one))).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(found.weights).toEqual([0.25, 0.75]);
  await expect(referencesOf(rows, image, 'baseline')).rejects.toThrow(ShapeError);
  await expect(referencesOf(rows, image, 'baseline')).rejects.toThrow('baseline has shape [2,2]');
  rows.dispose();
});

test.each([['median'], [Number.NaN], [undefined], [{ rows: 3 }], [['red', 'blue']]])('%p is none', async (wrong) => {
  expect(() => checkBackground(wrong, 'baseline')).toThrow(ValueError);
  expect(() => checkBackground(wrong, 'baseline')).toThrow('baseline is ');
  await expect(referencesOf(wrong as Background, image)).rejects.toThrow(ValueError);
});

test('a blur of a row is refused: it has no positions side by side', async () => {
  await expect(referencesOf('blur', row)).rejects.toThrow("background is 'blur' for samples of shape [2]");
});
