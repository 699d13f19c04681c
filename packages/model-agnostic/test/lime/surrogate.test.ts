import { readFileSync } from 'node:fs';
import path from 'node:path';
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
