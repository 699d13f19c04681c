import '@tensorflow/tfjs-backend-cpu';
import {
  dispose,
  matMul,
  mul,
  ones,
  reshape,
  setBackend,
  sum,
  type Tensor,
  type Tensor2D,
  tensor,
  tensor2d,
  tensor3d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import { Analyzer, Explanation, TimeSegments, ValueError } from 'xai-base';
import {
  AttributionLocalisation,
  Completeness,
  Complexity,
  Deletion,
  EffectiveComplexity,
  EMDScore,
  type EMDScoreSettings,
  evaluate,
  FaithfulnessCorrelation,
  Infidelity,
  Insertion,
  IROF,
  MaxSensitivity,
  PixelFlipping,
  SensitivityN,
  Sparseness,
  TopKIntersection,
} from '../src/index';
import { randomTensor, rejection } from './support/metrics';

beforeAll(() => setBackend('cpu'));

describe('of a linear model', () => {
  let weights: Tensor2D;
  let input: Tensor2D;
  let contributions: Tensor;
  const model = (x: Tensor) => matMul(x as Tensor2D, weights);

  beforeAll(() => {
    weights = randomTensor([12, 1], 1) as Tensor2D;
    input = randomTensor([4, 12], 2) as Tensor2D;
    contributions = tidy(() => mul(input, reshape(weights, [1, 12])));
  });
  afterAll(() => {
    for (const one of [weights, input, contributions]) one.dispose();
  });

  test('what features contribute is complete, and correlates fully with the falls', async () => {
    const task = { model, input, attribution: contributions };
    for (const score of (await new Completeness().evaluate(task)).scores) expect(score).toBeLessThan(1e-5);
    const correlation = await new FaithfulnessCorrelation({ size: 3 }).evaluate(task);
    const sensitivity = await new SensitivityN({ sizes: [1, 4, 9] }).evaluate(task);
    for (const score of [...correlation.scores, ...sensitivity.scores]) expect(score).toBeCloseTo(1, 5);
  });

  test('its weights are of no infidelity; twice the weights neither, when they are normalized', async () => {
    const attribution = tidy(() => mul(ones([4, 1]), reshape(weights, [1, 12])));
    const twice = mul(attribution, 2);
    const { scores } = await new Infidelity().evaluate({ model, input, attribution });
    const normalized = await new Infidelity({ normalize: true }).evaluate({ model, input, attribution: twice });
    const raw = await new Infidelity().evaluate({ model, input, attribution: twice });
    for (const score of [...scores, ...normalized.scores]) expect(score).toBeLessThan(1e-10);
    for (const score of raw.scores) expect(score).toBeGreaterThan(1e-4);
    attribution.dispose();
    twice.dispose();
  });

  test('no order lets the output fall sooner than that of the contributions', async () => {
    const best = await new Deletion({ pixelsInStep: 1 }).evaluate({ model, input, attribution: contributions });
    for (let seed = 3; seed < 8; seed++) {
      const attribution = randomTensor([4, 12], seed);
      const other = await new Deletion({ pixelsInStep: 1 }).evaluate({ model, input, attribution });
      other.scores.forEach((score, sample) => {
        expect(score).toBeGreaterThan(best.scores[sample] - 1e-6);
      });
      attribution.dispose();
    }
  });
});

test('insertion is the flipping of the least relevant first, backwards; with ties, too', async () => {
  const model = (x: Tensor) => sum(mul(x, mul(x, [1, -2, 3, 0.5, 2])), 1, true);
  const input = randomTensor([2, 5], 1);
  const attribution = tensor2d([
    [1, 0, 0, 2, 0],
    [3, 3, 3, 3, -1],
  ]);
  const task = { model, input, attribution };
  const insertion = await new Insertion({ baseline: 'mean', pixelsInStep: 1 }).evaluate(task);
  const flipping = await new PixelFlipping({ baseline: 'mean', featuresInStep: 1, order: 'lerf' }).evaluate(task);
  expect(insertion.curves.map((curve) => Array.from(curve))).toEqual(
    flipping.curves.map((curve) => Array.from(curve).reverse()),
  );
  insertion.scores.forEach((score, sample) => {
    expect(score).toBeCloseTo(flipping.scores[sample], 12);
  });
  input.dispose();
  attribution.dispose();
});

test('a last step that is shorter counts for as much as it changes', async () => {
  const input = tensor2d([[4, 2, 1]]);
  const model = (x: Tensor) => sum(x, 1, true);
  const { curves, scores } = await new PixelFlipping({ featuresInStep: 2 }).evaluate({
    model,
    input,
    attribution: input,
  });
  expect(Array.from(curves[0])).toEqual([7, 1, 0]);
  expect(scores[0]).toBeCloseTo((4 * 2) / 3 + 0.5 / 3, 12);
  input.dispose();
});

test('the Gini index of one among n is 1 - 1/n, and of equals 0; entropies 0 and log n', async () => {
  for (const n of [2, 5, 64]) {
    const attribution = tensor([...new Array(n).fill(-3), 7, ...new Array(n - 1).fill(0)], [2, n]);
    const task = { input: attribution, attribution };
    const [gini, entropy, count] = [new Sparseness(), new Complexity(), new EffectiveComplexity()];
    const { scores } = await gini.evaluate(task);
    expect(scores[0]).toBeCloseTo(0, 12);
    expect(scores[1]).toBeCloseTo(1 - 1 / n, 12);
    expect((await entropy.evaluate(task)).scores[0]).toBeCloseTo(Math.log(n), 12);
    expect((await entropy.evaluate(task)).scores[1]).toBe(0);
    expect(Array.from((await count.evaluate(task)).scores)).toEqual([n, 1]);
    attribution.dispose();
  }
});

test('IROF cuts by the features that methods hide as by the same labels, each metric by its own', async () => {
  const input = randomTensor([3, 6, 2], 1);
  const attribution = randomTensor([3, 6, 2], 2);
  const model = (x: Tensor) => tidy(() => reshape(sum(mul(x, x), [1, 2]), [-1, 1]));
  const segments = tensor([0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2], [3, 6], 'int32');
  const task = { model, input, attribution };
  const given = await new IROF().evaluate({ ...task, segments });
  expect((await new IROF({ perturbation: new TimeSegments({ segments: 3 }) }).evaluate(task)).curves).toEqual(
    given.curves,
  );
  class Coarse extends IROF {
    override readonly name = 'Coarse';
    constructor() {
      super({ perturbation: new TimeSegments({ segments: 2 }) });
    }
  }
  class Method extends Analyzer {
    readonly name = 'Method';
    protected async explain(x: Tensor) {
      const parts = { val: attribution.clone(), input: x.clone(), output: model(x), outputSelection: [0, 0, 0] };
      return new Explanation({ ...parts, analyzer: this.name, heatmap: this.heatmap });
    }
  }
  const metrics = [new IROF({ perturbation: new TimeSegments({ segments: 3 }) }), new Coarse()];
  const table = await evaluate({ Method: new Method() }, model, input, metrics, { baselines: false });
  expect(table.values('Method', 'IROF')).toEqual(given.scores);
  expect(table.curve('Method', 'Coarse').mean).toHaveLength(3);
  const apart = new IROF({ perturbation: new TimeSegments({ channels: 'apart' }) });
  expect((await rejection(apart.evaluate(task))).name).toBe('ShapeError');
  expect(() => new IROF({ perturbation: 3 as never })).toThrow(ValueError);
  dispose([input, attribution, segments]);
});

test('the distance to a mask in cells is off by at most their diagonal, and by nothing where cells hold all at their middle', async () => {
  const [side, cell] = [12, 3];
  const shape = [2, side, side, 2];
  const attribution = randomTensor(shape, 5);
  const masks = tidy(() => tensor(Float32Array.from({ length: 2 * side * side }, (_, k) => (k % 7 < 2 ? 1 : 0)), [2, side, side])); // biome-ignore format: one idea
  const task = { input: attribution, attribution, masks };
  const distancesOf = async (settings: EMDScoreSettings, of = task) => Array.from((await new EMDScore(settings).evaluate(of)).distances); // biome-ignore format: one idea
  const [exact, inCells] = [await distancesOf({}), await distancesOf({ cell })];
  exact.forEach((distance, k) => {
    expect(Math.abs(inCells[k] - distance)).toBeLessThan((cell - 1) * Math.SQRT2);
    expect(inCells[k]).not.toBe(distance);
  });
  const middles = (k: number) => (k % side) % cell === 1 && Math.floor(k / side) % cell === 1;
  const atMiddles = Float32Array.from({ length: side * side }, (_, k) => (middles(k) ? 1 + (k % 5) : 0));
  const inside = Float32Array.from({ length: side * side }, (_, k) => (middles(k) && k < 60 ? 1 : 0));
  const [input, mask] = [tensor(atMiddles, [1, side, side, 1]), tensor(inside, [1, side, side])];
  const sparse = { input, attribution: input, masks: mask };
  expect((await distancesOf({ cell }, sparse))[0]).toBeCloseTo((await distancesOf({}, sparse))[0], 12);
  dispose([attribution, masks, input, mask]);
});

test('what is undefined is NaN, sample by sample', async () => {
  const input = tensor2d([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  const attribution = tensor2d([
    [0, 0, 0],
    [1, 0, 2],
  ]);
  const masks = ones([2, 3]);
  const task = { model: (x: Tensor) => sum(x, 1, true), input, attribution, masks };
  const metrics = [
    new Sparseness(),
    new Complexity(),
    new FaithfulnessCorrelation(),
    new SensitivityN(),
    new AttributionLocalisation(),
  ];
  for (const metric of metrics) {
    const { scores } = await metric.evaluate(task);
    expect([metric.name, ...Array.from(scores, Number.isNaN)]).toEqual([metric.name, true, false]);
  }
  for (const one of [input, attribution, masks]) one.dispose();
});

test('integers that stand for tokens stay integers', async () => {
  const types: string[] = [];
  const model = (x: Tensor) => {
    types.push(x.dtype);
    return sum(x, 1, true);
  };
  const input = tensor2d([[5, 3, 8]], [1, 3], 'int32');
  const { curves } = await new Deletion().evaluate({ model, input, attribution: input });
  expect(Array.from(curves[0])).toEqual([16, 8, 3, 0]);
  expect(new Set(types)).toEqual(new Set(['int32']));
  await new Deletion({ baseline: 0.5 }).evaluate({ model, input, attribution: input });
  expect(types[types.length - 1]).toBe('float32');
  input.dispose();
});

test('draws that do not fit are refused', async () => {
  const input = tensor2d([[1, 2, 3]]);
  const task = { model: (x: Tensor) => sum(x, 1, true), input, attribution: input };
  const correlation = new FaithfulnessCorrelation();
  for (const values of [
    [0, 3],
    [1, 1],
    [0.5, 1],
    [-1, 0],
  ]) {
    const subsets = tensor3d([[values]]);
    expect(await rejection(correlation.evaluate({ ...task, subsets }))).toBeInstanceOf(ValueError);
    subsets.dispose();
  }
  const twoSamples = zeros([2, 4, 1], 'int32');
  expect((await rejection(correlation.evaluate({ ...task, subsets: twoSamples }))).name).toBe('ShapeError');
  expect((await rejection(correlation.evaluate({ ...task, subsets: [twoSamples] }))).name).toBe('ShapeError');
  expect((await rejection(new Infidelity().evaluate({ ...task, noise: twoSamples }))).name).toBe('ShapeError');
  expect((await rejection(new SensitivityN({ sizes: [4] }).evaluate(task))).name).toBe('ValueError');
  expect((await rejection(new TopKIntersection().evaluate({ ...task, masks: input }))).name).toBe('ValueError');
  input.dispose();
  twoSamples.dispose();
});

test('the seed decides the draws', async () => {
  const input = randomTensor([2, 9], 1);
  const attribution = randomTensor([2, 9], 2);
  const task = { model: (x: Tensor) => sum(mul(x, x), 1, true), input, attribution };
  const metric = new FaithfulnessCorrelation({ size: 4, runs: 12 });
  const by = async (seed?: number) => Array.from((await metric.evaluate(task, { seed })).scores);
  expect(await by(1)).toEqual(await by(1));
  expect(await by(1)).not.toEqual(await by(2));
  expect(await by()).toEqual(await by(0));
  input.dispose();
  attribution.dispose();
});

// biome-ignore lint/suspicious/noExplicitAny: what is wrong has no type
const wrongSettings: [string, new (settings: any) => unknown, object][] = [
  ['a baseline', Deletion, { baseline: 'median' }],
  ['an infinite baseline', Completeness, { baseline: Number.POSITIVE_INFINITY }],
  ['a misspelt name', Insertion, { pixelInStep: 3 }],
  ['a step', Deletion, { pixelsInStep: 0 }],
  ['an order', PixelFlipping, { order: 'random' }],
  ['a step of features', PixelFlipping, { featuresInStep: 1.5 }],
  ['runs', FaithfulnessCorrelation, { runs: 0 }],
  ['no sizes', SensitivityN, { sizes: [] }],
  ['a size', SensitivityN, { sizes: [1, 0] }],
  ['a deviation', Infidelity, { standardDeviation: -1 }],
  ['a word for a truth', Infidelity, { normalize: 'yes' }],
  ['a word for a weight', AttributionLocalisation, { weighted: 1 }],
  ['k', TopKIntersection, { k: 0 }],
  ['a share', EffectiveComplexity, { eps: 1 }],
  ['a cell', EMDScore, { cell: 0 }],
  ['a radius', MaxSensitivity, { radius: 0 }],
];

test.each(wrongSettings)('%s that is none is refused', (_, Made, settings) => {
  expect(() => new Made(settings)).toThrow(ValueError);
});
