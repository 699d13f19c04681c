import '@tensorflow/tfjs-backend-cpu';
import { slice, sum, type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { ShapeError, ValueError } from 'xai-base';
import { explainImage, explainTabular, explainTimeseries } from '../../src';
import { extrasOf } from '../support/fixtures';

const first = (x: Tensor) => slice(x, [0, 0], [-1, 1]);
const tabular = (row: unknown, trainingData?: unknown) =>
  explainTabular(first, row as number[], {
    method: 'KernelSHAP',
    mode: 'regression',
    trainingData: trainingData as never,
  });

describe('numbers are checked before they become tensors', () => {
  it.each([
    [[null, 2], 'row[0] is null', ValueError],
    [[undefined, 2], 'row[0] is undefined', ValueError],
    [[1, Number.NaN], 'row[1] is NaN', ValueError],
    [[1, Number.POSITIVE_INFINITY], 'row[1] is Infinity', ValueError],
    [[1n, 2], 'row[0] is 1', ValueError],
    [['1', 2], 'row[0] is "1"', ValueError],
    [[true, 2], 'row[0] is true', ValueError],
    [[1, 1_700_000_001_000], 'row[1] is 1700000001000', ValueError],
    [[1, 2 ** 24 + 1], 'row[1] is 16777217', ValueError],
    [[1, -(2 ** 24) - 1], 'row[1] is -16777217', ValueError],
    [[], 'row is []', ShapeError],
    [[[1, 2]], 'row is [[2 values]]', ShapeError],
    [
      [
        [1, 2],
        [3, 4],
      ],
      'row is [[2 values], [2 values]]',
      ShapeError,
    ],
    [5, 'row is 5', ShapeError],
    [null, 'row is null', ShapeError],
    [{ a: 1 }, 'row is an object with the keys a', ShapeError],
  ])('of a row: %p', async (row, message, type) => {
    await expect(tabular(row)).rejects.toThrow(message);
    await expect(tabular(row)).rejects.toThrow(type);
    await expect(tabular(row)).rejects.toMatchObject({ argument: 'row' });
  });

  it.each([
    [[], 'trainingData is []', ShapeError],
    [[[]], 'trainingData is [[0 values]]', ShapeError],
    [[0, 0, 0], 'trainingData is [0, 0, 0]', ShapeError],
    [[[1, 2], [3]], 'trainingData[1] has 1; expected 2 values', ShapeError],
    [[[1, 2], 3], 'trainingData[1] is 3; expected 2 values', ShapeError],
    [[[1, null]], 'trainingData[0][1] is null', ValueError],
    [[[Number.NaN, 0]], 'trainingData[0][0] is NaN', ValueError],
    [[[1_700_000_000_001, 0]], 'subtract an offset', ValueError],
    ['rows', 'trainingData is "rows"', ShapeError],
  ])('of training data: %p', async (trainingData, message, type) => {
    for (const method of ['RISE', 'LIME', 'KernelSHAP'] as const) {
      const failed = explainTabular(first, [1, 2], { method, trainingData: trainingData as never });
      await expect(failed).rejects.toThrow(message);
      await expect(failed).rejects.toThrow(type);
      await expect(failed).rejects.toMatchObject({ argument: 'trainingData' });
    }
  });

  it('of training data in a tensor', async () => {
    const holed = tensor2d([[Number.NaN, 0]]);
    const line = tensor1d([1, 2]);
    for (const method of ['RISE', 'LIME', 'KernelSHAP'] as const) {
      const explain = (trainingData: Tensor) => explainTabular(first, [1, 2], { method, trainingData });
      await expect(explain(holed)).rejects.toThrow('trainingData holds NaN at [0,0]');
      await expect(explain(line)).rejects.toThrow('trainingData has shape [2]');
    }
    holed.dispose();
    line.dispose();
  });

  it('and whole numbers that float32 holds, fractions and typed arrays are taken', async () => {
    for (const row of [[2 ** 24, 0.1], [2 ** 40, 1e30], new Float64Array([1, 2]), new Int16Array([1, 2])]) {
      const [explanation] = await tabular(row);
      expect((await explanation.val.data())[0]).toBe(Number(row[0]));
      explanation.dispose();
    }
  });
});

describe('samples of other axes are refused, with the way out', () => {
  const series = (given: unknown) => explainTimeseries((x) => sum(x, 1), given as never, { method: 'KernelSHAP' });
  const image = (given: unknown) => explainImage((x) => sum(x, [1, 2]), given as never, { method: 'KernelSHAP' });

  it('in a series, which arrays may hold', async () => {
    await expect(series([3, 4, 5])).rejects.toThrow('tf.expandDims(series, 1), or series.map((value) => [value])');
    const line = tensor1d([3, 4, 5]);
    await expect(series(line)).rejects.toThrow('For a series of one channel: tf.expandDims(series, 1)');
    await expect(series([[[1]]])).rejects.toThrow('series is [[1 values]]; expected [time, channels]');
    const [explanation] = await explainTimeseries((x) => sum(x, 1), [[3], [4], [8]], { method: 'KernelSHAP' });
    expect(Array.from(await explanation.val.data())).toEqual([-2, -1, 3]);
    explanation.dispose();
    line.dispose();
  });

  it('in an image, which arrays may hold', async () => {
    const flat = tensor2d([[1, 2]]);
    await expect(image(flat)).rejects.toThrow('For an image of one channel: tf.expandDims(image, -1).');
    await expect(image([[1, 2]])).rejects.toThrow('expected [height, width, channels]');
    flat.dispose();
    await expect(image(flat)).rejects.toThrow('image is a disposed float32 tensor');
    const options = { method: 'KernelSHAP', background: 0, segmenter: () => [0, 1] } as const;
    const [explanation] = await explainImage((x) => sum(x, [1, 2]), [[[3], [4]]], options);
    expect(Array.from(await explanation.val.data())).toEqual([3, 4]);
    explanation.dispose();
  });
});

it('fills each channel of a series by its own mean', async () => {
  const series = [
    [1000, 0.1],
    [1010, 0.9],
    [990, 0.2],
    [1005, 0.4],
  ];
  const second = (x: Tensor) => sum(slice(x, [0, 1, 1], [-1, 1, 1]), 1);
  const options = { method: 'KernelSHAP', segments: 4, channels: 'apart', labels: [0] } as const;
  const [explanation] = await explainTimeseries(second, series, options);
  expect(extrasOf(explanation).expectedValue[0]).toBeCloseTo(0.4, 6);
  const values = await explanation.val.data();
  expect(values[3]).toBeCloseTo(0.5, 6);
  explanation.dispose();
});

it('RISE and LIME fill each channel by its own mean, too', async () => {
  const series = [
    [1000, 0.25],
    [1010, 0.75],
  ];
  for (const settings of [
    { method: 'RISE', masks: 40, keepProbability: 0.5, featureResolution: 3 },
    { method: 'LIME', samples: 40 },
  ] as const) {
    const seen = new Set<number>();
    const watched = (x: Tensor) => {
      for (const [at, value] of x.dataSync().entries()) if (at % 2 === 1) seen.add(value);
      return sum(x, 1);
    };
    const [explanation] = await explainTimeseries(watched, series, { ...settings, seed: 1, labels: [0] });
    expect([...seen].sort()).toEqual([0.25, 0.5, 0.75]);
    explanation.dispose();
  }
});
