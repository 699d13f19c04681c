import '@tensorflow/tfjs-backend-cpu';
import { expandDims, matMul, mul, sum, type Tensor, tensor2d, tensor3d, zeros } from '@tensorflow/tfjs-core';
import { analyze } from 'xai-base';
import { explainTimeseries, KernelSHAP, LIME, type LIMESettings, type Selection } from '../../src';
import { medianDistance } from '../../src/lime/neighbor-weights';
import { extrasOf } from '../support/fixtures';
import { rowModel } from '../support/row-model';

const days = [1, 2, 3, 1, 2, 3, 1, 2, 3, 1];

/** `sum 100 t x_t` of ten days, t from 1: linear, so that LIME ought to find 100 t x_t. */
async function weekly(settings: LIMESettings, unit = 100) {
  const series = tensor2d(days.map((day) => [unit * day]));
  const slope = tensor3d([days.map((_, at) => [at + 1])]);
  const model = (x: Tensor) => expandDims(sum(mul(x, slope), [1, 2]), 1);
  const options = { method: 'LIME', labels: [0], maskType: 0, samples: 500, seed: 1, ...settings } as const;
  try {
    const [explanation] = await explainTimeseries(model, series, options);
    const { featureValues, score } = extrasOf(explanation);
    explanation.dispose();
    return { values: featureValues[0], score: score[0] };
  } finally {
    series.dispose();
    slope.dispose();
  }
}

describe('LIME weighs neighbours by a width of the unit of their distance', () => {
  it.each([
    ['dtw', undefined],
    ['euclidean', undefined],
    ['euclidean', 'inputs'],
    [(a: ArrayLike<number>, b: ArrayLike<number>) => 1e6 * Math.abs(a[0] - b[0]) + 1e5, 'inputs'],
  ] as const)('%s on %s', async (distance, distanceOn) => {
    for (const unit of [0.01, 1, 100]) {
      const { values, score } = await weekly({ distance, distanceOn }, unit);
      expect(score).toBeGreaterThan(0.99);
      for (const [at, value] of values.entries()) {
        const right = unit * (at + 1) * days[at];
        expect(Math.abs(value - right)).toBeLessThan(0.05 * right + 0.6 * unit);
      }
    }
  });

  it('and refuses a width under which they say nothing', async () => {
    await expect(weekly({ distance: 'dtw', kernelWidth: 0.25 })).rejects.toThrow(
      /kernelWidth is 0.25, under which .* weigh .* together, which says nothing; expected about .* such as \d/,
    );
    await expect(weekly({ kernelWidth: 0.001 })).rejects.toThrow('kernelWidth is 0.001');
    await expect(weekly({ kernelWidth: 0.04, regularization: 1e6 })).rejects.toThrow('kernelWidth is 0.04');
  });

  it('and refuses samples that are no neighbours', async () => {
    const model = (x: Tensor) => sum(x, 1, true);
    expect(() => new LIME(model, { samples: 1 })).toThrow('expected at least 2');
    const input = tensor2d([[5]]);
    const trainingData = tensor2d([[5], [5]]);
    await expect(analyze(input, new LIME(model, { trainingData }))).rejects.toThrow('a neighbour differs');
    input.dispose();
    trainingData.dispose();
  });
});

it('the width is the median of the distances above 0', () => {
  expect(medianDistance(Float64Array.of(0, 4, 0, 1, 100, 3, 2))).toBe(3);
  expect(medianDistance(Float64Array.of(0, 0))).toBe(1);
});

it('LIME of a model that does not vary has no score of 1', async () => {
  const input = tensor2d([[1, 2]]);
  const explanation = await analyze(
    input,
    new LIME((x: Tensor) => zeros([x.shape[0], 1]), { samples: 50, seed: 1 }),
    0,
  );
  expect(extrasOf(explanation).score).toEqual([0]);
  expect(extrasOf(explanation).featureValues).toEqual([[0, 0]]);
  explanation.dispose();
  input.dispose();
});

describe('outputs in another unit have the same explanation, in that unit', () => {
  const row = [3, -1, 2, 0.5, 1, -2, 4];
  const model = (unit: number) =>
    rowModel((x) => unit * (Math.tanh(x[0] * x[1]) + 0.1 * x[2] + x[3] * x[4] + 1e-3 * x[5] + 0.01 * x[6] ** 2));
  const units = [2 ** -30, 1, 2 ** 20]; // single precision keeps powers of 2 exact

  const values = async (explain: (unit: number) => LIME | KernelSHAP) => {
    const found: number[][] = [];
    for (const unit of units) {
      const input = tensor2d([row]);
      const explanation = await analyze(input, explain(unit), 0);
      found.push(extrasOf(explanation).featureValues[0].map((value) => value / unit));
      explanation.dispose();
      input.dispose();
    }
    return found;
  };

  it.each(['none', 'highestWeights', 'forward', 'lassoPath', 'auto'] as const)(
    'LIME, selection %s',
    async (selection) => {
      const settings = { featureSelection: selection, numFeatures: 4, samples: 100, seed: 1 };
      const [small, one, large] = await values((unit) => new LIME(model(unit), settings));
      expect(one.filter((value) => value !== 0)).toHaveLength(selection === 'none' ? 7 : 4);
      for (const other of [small, large]) {
        for (const [feature, value] of other.entries()) expect(value).toBeCloseTo(one[feature], 9);
      }
    },
  );

  it.each([{ features: 3 }, 'aic', 'bic', 'auto'] as Selection[])('KernelSHAP, selection %j', async (selection) => {
    const [small, one, large] = await values((unit) => new KernelSHAP(model(unit), { selection }));
    for (const other of [small, large]) {
      for (const [feature, value] of other.entries()) expect(value).toBeCloseTo(one[feature], 9);
    }
  });
});

it.each(['aic', 'bic'] as const)(
  '%s keeps what a model without noise depends on, and nothing else',
  async (selection) => {
    for (let weight = 1; weight < 12; weight++) {
      const weights = [weight / 3, 0, -1, 0, 0];
      const input = tensor2d([[1, 2, 3, 4, 5]]);
      const linear = (x: Tensor) => matMul(x, tensor2d(weights, [5, 1]));
      const explanation = await analyze(input, new KernelSHAP(linear, { selection }), 0);
      const [values] = extrasOf(explanation).featureValues;
      for (const feature of [0, 2]) expect(values[feature]).toBeCloseTo(weights[feature] * (feature + 1), 5);
      for (const feature of [1, 3, 4]) expect(values[feature]).toBe(0);
      explanation.dispose();
      input.dispose();
    }
  },
);
