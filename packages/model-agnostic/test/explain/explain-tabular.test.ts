import '@tensorflow/tfjs-backend-cpu';
import { matMul, type Tensor, tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { explainTabular, summarize } from '../../src';
import { type Case, casesOf, expectClose, extrasOf, numbersOf, rowsOf } from '../support/fixtures';

const linear = (x: Tensor) => matMul(x, [[2], [-1], [0]]);
const trainingData = [
  [0, 0, 1],
  [2, 4, 1],
  [1, 2, 4],
  [3, 2, 2],
];

describe('explainTabular', () => {
  it('explains output 0 of a regression by KernelSHAP against the training data', async () => {
    const row = tensor1d([3, 1, 0]);
    const [explanation] = await explainTabular(linear, row, {
      method: 'KernelSHAP',
      mode: 'regression',
      trainingData,
      featureNames: ['a', 'b', 'c'],
    });
    expectClose(await explanation.val.data(), [3, 1, 0], 1e-6);
    expectClose(extrasOf(explanation).expectedValue, [1], 1e-6);
    expect(explanation.extras?.featureNames).toEqual([['a', 'b', 'c']]);
    explanation.dispose();
    row.dispose();
  });

  it('fills by the training data for KernelSHAP, if asked to', async () => {
    for (const [maskType, filled] of [
      ['mean', [1.5, 2, 2]],
      ['median', [1.5, 2, 1.5]],
      ['mostFrequent', [0, 2, 1]],
    ] as const) {
      const options = { method: 'KernelSHAP', mode: 'regression', trainingData, maskType } as const;
      const [explanation] = await explainTabular((x) => matMul(x, [[1], [10], [100]]), [3, 1, 0], options);
      const expected = filled[0] + 10 * filled[1] + 100 * filled[2];
      expectClose(extrasOf(explanation).expectedValue, [expected], 1e-4);
      explanation.dispose();
    }
  });

  it('names the bins of LIME', async () => {
    const table = tensor2d(trainingData);
    const options = {
      method: 'LIME',
      trainingData: table,
      featureNames: ['a', 'b', 'c'],
      categorical: [2],
      seed: 1,
    } as const;
    const [explanation] = await explainTabular(linear, [3, 1, 4], options);
    expect(explanation.extras?.featureNames).toEqual([['a > 2.25', 'b <= 1.50', 'c=4']]);
    const [[a, b, c]] = extrasOf(explanation).featureValues;
    expect(a).toBeGreaterThan(1);
    expect(b).toBeGreaterThan(0.5);
    expect(Math.abs(c)).toBeLessThan(0.2);
    explanation.dispose();
    table.dispose();
  });

  it('fills by the training data for RISE, for several labels at once', async () => {
    const both = (x: Tensor) =>
      matMul(x, [
        [2, 0],
        [-1, 0],
        [0, 1],
      ]);
    const options = {
      method: 'RISE',
      trainingData,
      masks: 500,
      keepProbability: 0.5,
      labels: [0, 1],
      seed: 1,
    } as const;
    const [first, second] = await explainTabular(both, [9, 1, 9], options);
    const values = Array.from(await first.val.data());
    expect(values.indexOf(Math.max(...values))).toBe(0);
    const others = Array.from(await second.val.data());
    expect(others.indexOf(Math.max(...others))).toBe(2);
    first.dispose();
    second.dispose();
  });

  it('summarizes much training data, and leaves none behind when it fails', async () => {
    const many = Array.from({ length: 150 }, (_, index) => [index % 2, index % 3, 0]);
    const [explanation] = await explainTabular(linear, [3, 1, 0], { method: 'KernelSHAP', trainingData: many });
    expectClose(extrasOf(explanation).expectedValue, [0], 1e-5);
    explanation.dispose();
    await expect(explainTabular(linear, [3, 1, 0], { method: 'LIME', trainingData: [[1]] })).rejects.toThrow(
      'trainingData has shape [1,1]',
    );
    await expect(explainTabular(linear, [1, 1, 1], { method: 'LIME', mode: 'x' as never })).rejects.toThrow(
      'mode is "x"',
    );
  });
});

it.each(casesOf('kernelshap_tabular', 'kernelshap.kmeans'))('the summary agrees with shap: $id', async (one: Case) => {
  const table = tensor(numbersOf(one.training), one.training.shape);
  const { rows, weights } = await summarize(table, one.params.k, { roundValues: one.params.roundValues });
  const own = (rows as number[][])
    .map((row, index) => [...row, weights[index]])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const expected = rowsOf(one.expected.centres);
  expectClose(
    own.flatMap((row) => row.slice(0, -1)),
    expected.flat(),
    one.tolerance.centres,
  );
  expectClose(
    own.map((row) => row[row.length - 1]),
    one.expected.weights,
    one.tolerance.weights,
  );
  table.dispose();
});
