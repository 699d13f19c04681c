import '@tensorflow/tfjs-backend-cpu';
import path from 'node:path';
import {
  add,
  expandDims,
  isNaN as isMissing,
  slice,
  sum,
  type Tensor,
  tensor2d,
  tensor4d,
  where,
} from '@tensorflow/tfjs-core';
import { analyze, ValueError } from 'xai-base';
import { explainImage, explainTabular, explainTimeseries, gridSegments, KernelSHAP, LIME, RISE } from '../src';
import { OnnxFile } from '../src/onnx-file';
import { extrasOf } from './support/fixtures';

const missing = Number.NaN;
const column = (x: Tensor, at: number) => slice(x, [0, at], [-1, 1]);

/** 10 where column 0 is missing, else its value; and column 1. */
const aware = (x: Tensor) => add(where(isMissing(column(x, 0)), 10, column(x, 0)), column(x, 1));

describe('a missing value', () => {
  it.each([RISE, LIME, KernelSHAP])('is an error unless it is allowed, by %p', async (Method) => {
    const input = tensor2d([[missing, 2]]);
    await expect(analyze(input, new Method(aware), 0)).rejects.toThrow('input holds NaN');
    await expect(new Method(aware).analyzeOutputs(input, [0])).rejects.toThrow(ValueError);
    expect(() => new Method(aware, { missingValues: 'yes' as never })).toThrow('missingValues is "yes"');
    input.dispose();
    const infinite = tensor2d([[Number.POSITIVE_INFINITY, 2]]);
    const allowing = new Method(aware, { missingValues: true });
    await expect(analyze(infinite, allowing, 0)).rejects.toThrow('input holds Infinity');
    infinite.dispose();
  });

  it('of a row is replaced when it is hidden: exact Shapley values', async () => {
    for (const row of [
      [missing, 2],
      [null, 2],
      [undefined, 2],
    ]) {
      const [explanation] = await explainTabular(aware, row as number[], {
        method: 'KernelSHAP',
        labels: [0],
        missingValues: true,
      });
      expect(Array.from(await explanation.val.data())).toEqual([10, 2]);
      explanation.dispose();
    }
  });

  it('of the background replaces what is hidden', async () => {
    const trainingData = [
      [missing, 0],
      [4, 0],
    ];
    const options = { method: 'KernelSHAP', mode: 'regression', trainingData, missingValues: true } as const;
    const [explanation] = await explainTabular(aware, [3, 5], options);
    expect(extrasOf(explanation).expectedValue).toEqual([7]);
    expect(Array.from(await explanation.val.data())).toEqual([-4, 5]);
    explanation.dispose();
  });

  it('that the background has, too, changes nothing', async () => {
    const options = {
      method: 'KernelSHAP',
      mode: 'regression',
      trainingData: [[missing, 1]],
      missingValues: true,
    } as const;
    const [explanation] = await explainTabular(aware, [missing, 5], options);
    expect(Array.from(await explanation.val.data())).toEqual([0, 4]);
    expect(extrasOf(explanation).coalitions).toEqual([0]);
    explanation.dispose();
  });

  it('is left out of what fills a column', async () => {
    const trainingData = [
      [missing, 1],
      [2, 3],
      [6, missing],
    ];
    const seen = new Set<string>();
    const watched = (x: Tensor) => {
      const values = x.dataSync();
      for (let at = 0; at < values.length; at += 2) seen.add(`${values[at]} ${values[at + 1]}`);
      return aware(x);
    };
    const options = {
      method: 'RISE',
      masks: 30,
      keepProbability: 0.5,
      trainingData,
      missingValues: true,
      seed: 1,
    } as const;
    const [explanation] = await explainTabular(watched, [missing, 7], options);
    expect([...seen].sort()).toEqual(['4 7', 'NaN 2', 'NaN 7']);
    explanation.dispose();
  });

  it('of many rows: some of them are the background', async () => {
    const trainingData = Array.from({ length: 300 }, (_, row) => [row % 2 ? missing : 0, 1]);
    const options = { method: 'KernelSHAP', mode: 'regression', trainingData, missingValues: true } as const;
    const [explanation] = await explainTabular(aware, [3, 1], options);
    const [expected] = extrasOf(explanation).expectedValue;
    expect(expected).toBeGreaterThan(4.5); // 1 + 10 / 2, as far as 100 rows tell
    expect(expected).toBeLessThan(7.5);
    explanation.dispose();
  });

  it('is seen by LIME without training data', async () => {
    const options = {
      method: 'LIME',
      samples: 200,
      regularization: 0,
      labels: [0],
      missingValues: true,
      seed: 1,
    } as const;
    const [explanation] = await explainTabular(aware, [missing, 2], options);
    const values = await explanation.val.data();
    expect(values[0]).toBeCloseTo(10, 4);
    expect(values[1]).toBeCloseTo(2, 4);
    explanation.dispose();
  });

  it('is a bin of its own for LIME with training data, by its share', async () => {
    const trainingData = Array.from({ length: 40 }, (_, row) => [row % 4 === 0 ? missing : row % 5, row % 3, missing]);
    const options = {
      method: 'LIME',
      samples: 2000,
      trainingData,
      featureNames: ['a', 'b', 'c'],
      labels: [0],
      missingValues: true,
      seed: 1,
    } as const;
    for (const more of [
      {},
      { discretizer: 'decile' },
      { categorical: [0, 1, 2] },
      { discretizer: 'entropy', trainingLabels: trainingData.map(([a]) => Number(a > 2)) },
    ] as const) {
      let [rows, gaps] = [0, 0];
      const watched = (x: Tensor) => {
        rows += x.shape[0];
        gaps += x.dataSync().filter((value, at) => at % 3 === 0 && Number.isNaN(value)).length;
        return aware(x);
      };
      const [explanation] = await explainTabular(watched, [missing, 2, missing], { ...options, ...more });
      const [[first, , last]] = extrasOf(explanation).featureNames;
      expect([first, last]).toEqual(['a is missing', 'c is missing']);
      const [values] = extrasOf(explanation).featureValues;
      expect(values[0]).toBeGreaterThan(7); // 10 where it is missing, else 2 on average
      expect(values[0]).toBeLessThan(9);
      expect(values[2]).toBeCloseTo(0, 2);
      expect(gaps / rows).toBeGreaterThan(0.22);
      expect(gaps / rows).toBeLessThan(0.28);
      explanation.dispose();
      const [known] = await explainTabular(aware, [4, 2, missing], { ...options, ...more });
      expect(extrasOf(known).featureValues[0].every(Number.isFinite)).toBe(true);
      known.dispose();
    }
  });

  it('has no place among numbers without bins', async () => {
    const options = { method: 'LIME', discretizer: 'none', missingValues: true } as const;
    const holed = explainTabular(aware, [1, 2], {
      ...options,
      trainingData: [
        [missing, 1],
        [2, 2],
      ],
    });
    await expect(holed).rejects.toThrow(
      'discretizer is "none"; expected one with bins, as the column 0 has missing values',
    );
    const whole = explainTabular(aware, [1, missing], {
      ...options,
      trainingData: [
        [1, 1],
        [2, 2],
      ],
    });
    await expect(whole).rejects.toThrow('the column 1 has missing values');
  });

  it('is a gap in a series, which takes no part in the mean', async () => {
    const first = (x: Tensor) => expandDims(sum(where(isMissing(x), 100, x), [1, 2]), 1);
    const options = { method: 'KernelSHAP', segments: 3, labels: [0], missingValues: true } as const;
    const [explanation] = await explainTimeseries(first, [[1], [missing], [5]], options);
    expect(extrasOf(explanation).expectedValue).toEqual([9]);
    expect(Array.from(await explanation.val.data())).toEqual([-2, 97, 2]);
    explanation.dispose();
    await expect(explainTimeseries(first, [[1], [missing], [5]], { method: 'RISE' })).rejects.toThrow(
      'missingValues: true',
    );
  });

  it('of an image takes no part in means, and does not disturb segments', async () => {
    const image = tensor4d([1, missing, 4, 8], [1, 1, 4, 1]);
    const total = (x: Tensor) => expandDims(sum(where(isMissing(x), 0, x), [1, 2, 3]), 1);
    for (const [background, expected] of [
      [undefined, [1 - 13 / 3, -13 / 3, 4 - 13 / 3, 8 - 13 / 3]],
      [0, [1, 0, 4, 8]],
      [{ blur: 0 }, [0, -13 / 3, 0, 0]],
    ] as const) {
      const options = {
        method: 'KernelSHAP',
        segmenter: gridSegments(1, 4),
        background,
        missingValues: true,
        labels: [0],
      } as const;
      const [explanation] = await explainImage(total, image, options);
      const values = await explanation.val.data();
      for (const [at, value] of expected.entries()) expect(values[at]).toBeCloseTo(value, 5);
      explanation.dispose();
    }
    const [byLime] = await explainImage(total, image, { method: 'LIME', samples: 20, missingValues: true, seed: 1 });
    expect((await byLime.val.data()).every(Number.isFinite)).toBe(true);
    byLime.dispose();
    image.dispose();
  });

  it('reaches an ONNX model that knows it', async () => {
    const file = path.join(__dirname, 'fixtures/tables/nan_aware.onnx');
    const model = new OnnxFile(file);
    const inputs = tensor2d([
      [missing, 2, 3],
      [0, 0, 0],
    ]);
    const outputs = (await model.call(inputs)) as Tensor;
    const [full, empty] = Array.from(await outputs.data());
    const options = { method: 'KernelSHAP', mode: 'regression', missingValues: true } as const;
    const [explanation] = await explainTabular(file, [missing, 2, 3], options);
    const values = Array.from(await explanation.val.data());
    expect(values.reduce((total, value) => total + value, 0)).toBeCloseTo(full - empty, 5);
    explanation.dispose();
    inputs.dispose();
    outputs.dispose();
    await model.dispose();
  });
});
