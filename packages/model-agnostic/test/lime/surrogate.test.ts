import { readFileSync } from 'node:fs';
import path from 'node:path';
import { RandomStream } from 'xai-base';
import { type FeatureSelection, fitSurrogate } from '../../src';
import { distanceFunction } from '../../src/lime/distances';
import { dynamicTimeWarping } from '../../src/lime/dynamic-time-warping';
import { kernelWeights } from '../../src/lime/neighbor-weights';
import { expectSurrogate, selectionNames } from '../support/expect-surrogate';
import { type Case, casesOf, expectClose, numbersOf, rowsOf } from '../support/fixtures';

const { neighbourhoods } = JSON.parse(readFileSync(path.join(__dirname, '../fixtures/lime_base.json'), 'utf8'));

it.each(casesOf('lime_base', 'lime.base'))('the surrogate agrees with lime: $id', async (one: Case) => {
  const { neighbourhood, kernelWidth, featureSelection, numFeatures, label } = one.params;
  const { data, labels, distances } = neighbourhoods.find(({ id }: Case) => id === neighbourhood);
  const surrogate = await fitSurrogate(
    {
      data: Float64Array.from(numbersOf(data)),
      features: data.shape[1],
      targets: Float64Array.from(rowsOf(labels), (row) => row[label]),
      weights: kernelWeights(Float64Array.from(numbersOf(distances)), kernelWidth),
    },
    { featureSelection: selectionNames[featureSelection] as FeatureSelection, numFeatures },
  );
  expectSurrogate(surrogate, one.expected, one);
});

it.each(casesOf('lime_base', 'lime.kernel'))('the kernel agrees with lime: $id', (one: Case) => {
  expectClose(
    kernelWeights(Float64Array.from(one.distances), one.params.kernelWidth),
    one.expected.weights,
    one.tolerance.weights,
  );
});

it('dynamic time warping is exact', () => {
  for (const { pairs, tolerance } of casesOf('lime_timeseries', 'lime.dtw')) {
    for (const { x, y, exactDtw } of pairs) {
      const distance = dynamicTimeWarping(numbersOf(x), numbersOf(y));
      expect(Math.abs(distance - exactDtw)).toBeLessThanOrEqual(tolerance.relative * exactDtw);
    }
  }
});

it('the distances agree with DIANNA', () => {
  const [{ rows, expected, tolerance }] = casesOf('lime_timeseries', 'lime.distance');
  const distances = (name: 'cosine' | 'euclidean' | 'dtw', scale: number) =>
    rows.map((row: number[]) => scale * distanceFunction(name)(row, rows[0], 1));
  expectClose(distances('euclidean', 1), expected.euclidean, tolerance.abs);
  expectClose(distances('cosine', 100), expected.cosine100, tolerance.abs);
  expectClose(distances('dtw', 1), expected.dtw, tolerance.abs);
});

describe('the surrogate is the least of its own sum of squares', () => {
  const random = new RandomStream(7);
  const dataOf = (rows: number, features: number) => ({
    data: Float64Array.from({ length: rows * features }, () => Math.round(3 * random.uniform()) / 2),
    features,
    targets: Float64Array.from({ length: rows }, () => random.normal()),
    weights: Float64Array.from({ length: rows }, () => random.uniform()),
  });

  it.each([
    [40, 6, 1],
    [12, 40, 1],
    [12, 40, 0.01],
    [30, 40, 0.5],
  ])('%d rows, %d features, penalty %d', async (rows, features, regularization) => {
    const given = dataOf(rows, features);
    const { data, targets, weights } = given;
    const { coefficients, intercept, score } = await fitSurrogate(given, { regularization, featureSelection: 'none' });
    const predicted = (row: number) =>
      coefficients.reduce((sum, value, feature) => sum + value * data[row * features + feature], intercept);
    const residuals = Array.from(targets, (target, row) => target - predicted(row));
    const weighted = (values: ArrayLike<number>) =>
      Array.from(weights).reduce((sum, w, row) => sum + w * values[row], 0);
    expect(weighted(residuals)).toBeCloseTo(0, 9);
    for (const [feature, value] of coefficients.entries()) {
      const slope = weighted(residuals.map((residual, row) => residual * data[row * features + feature]));
      expect(slope).toBeCloseTo(regularization * value, 9);
    }
    const mean = weighted(targets) / weighted(targets.map(() => 1));
    const variation = weighted(targets.map((target) => (target - mean) ** 2));
    expect(score).toBeCloseTo(1 - weighted(residuals.map((residual) => residual ** 2)) / variation, 9);
  });

  it('where rows contradict one another and nothing is penalised, too', async () => {
    const { data, weights } = dataOf(4, 20);
    data.copyWithin(20, 0, 20); // row 1 as row 0
    const targets = Float64Array.of(1, 3, 5, -2);
    const given = { data, features: 20, targets, weights: weights.fill(1) };
    const { localPrediction } = await fitSurrogate(given, { regularization: 0, featureSelection: 'none' });
    expect(localPrediction).toBeCloseTo(2, 6);
  });
});
