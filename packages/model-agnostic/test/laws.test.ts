import '@tensorflow/tfjs-backend-cpu';
import { matMul, reshape, type Tensor, tanh, tensor } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { analyze, Columns } from 'xai-base';
import { explainText, gridSegments, KernelSHAP, LIME, type Perturbation, Superpixels, TimeSegments } from '../src';
import { extrasOf } from './support/fixtures';

/** The kinds of samples, each with six features that are sets of its elements. */
const kinds: Record<string, { shape: number[]; perturbation: Perturbation; elements: number[] }> = {
  images: {
    shape: [4, 6, 1],
    perturbation: new Superpixels({ segmenter: gridSegments(2, 3), hide: 0 }),
    elements: [0, 2, 4, 12, 14, 16], // the upper left pixel of each
  },
  series: {
    shape: [6, 2],
    perturbation: new TimeSegments({ segments: 3, channels: 'apart', background: 0 }),
    elements: [0, 1, 4, 5, 8, 9],
  },
  tables: { shape: [6], perturbation: new Columns(), elements: [0, 1, 2, 3, 4, 5] },
};

const numbers = (length: number) =>
  fc.array(
    fc.integer({ min: -8, max: 8 }).map((value) => value / 4),
    { minLength: length, maxLength: length },
  );

describe.each(Object.entries(kinds))('on %s', (_name, { shape, perturbation, elements }) => {
  const size = shape.reduce((product, length) => product * length, 1);
  const samples = fc.record({ values: numbers(size), weights: numbers(size) });
  const linear = (weights: number[]) => (x: Tensor) => matMul(reshape(x, [-1, size]), tensor(weights, [size, 1]));

  async function values(analyzer: KernelSHAP | LIME, sample: number[]) {
    const input = tensor(sample, [1, ...shape]);
    const explanation = await analyze(input, analyzer, 0);
    const { featureValues, expectedValue } = extrasOf(explanation);
    const places = Array.from(await explanation.val.data());
    const [output] = await explanation.output.data();
    explanation.dispose();
    input.dispose();
    return { features: featureValues[0], expected: expectedValue?.[0], places, output };
  }

  /** weight times value, summed over the elements of each feature: found by asking which places share a value. */
  async function shares(sample: number[], weights: number[]): Promise<number[]> {
    const parts = sample.map((value, element) => value * weights[element]);
    const owner = await values(new KernelSHAP(linear(new Array(size).fill(1)), { perturbation }), numbered(size));
    return elements.map((first) =>
      parts.reduce((sum, part, element) => (owner.places[element] === owner.places[first] ? sum + part : sum), 0),
    );
  }

  const numbered = (length: number) => Array.from({ length }, (_, index) => 1 + index * index);

  it('Shapley values add up, and are exact on a linear model', async () => {
    await fc.assert(
      fc.asyncProperty(samples, async ({ values: sample, weights }) => {
        const curved = await values(new KernelSHAP((x) => tanh(linear(weights)(x)), { perturbation }), sample);
        const sum = curved.features.reduce((total, value) => total + value, 0);
        expect(Math.abs(sum - (curved.output - curved.expected))).toBeLessThan(1e-6);
        const straight = await values(new KernelSHAP(linear(weights), { perturbation }), sample);
        const expected = await shares(sample, weights);
        for (const [feature, value] of straight.features.entries()) expect(value).toBeCloseTo(expected[feature], 4);
      }),
      { numRuns: 8 },
    );
  });

  it('features that the model treats alike get the same, one that it ignores gets 0', async () => {
    const shaped = elements.map((element) => [element, 0.5] as const);
    const sample = new Array<number>(size).fill(0);
    for (const [element, value] of shaped) sample[element] = value;
    const weights = new Array<number>(size).fill(1);
    weights[elements[5]] = 0;
    const { features } = await values(new KernelSHAP((x) => tanh(linear(weights)(x)), { perturbation }), sample);
    for (const feature of [1, 2, 3, 4]) expect(features[feature]).toBeCloseTo(features[0], 9);
    expect(features[0]).toBeGreaterThan(0.1);
    expect(features[5]).toBeCloseTo(0, 9);
  });

  it('LIME is exact on a linear model, and the same for the same seed', async () => {
    await fc.assert(
      fc.asyncProperty(samples, fc.integer(), async ({ values: sample, weights }, seed) => {
        const settings = { perturbation, samples: 64, regularization: 0, seed };
        const { features, places } = await values(new LIME(linear(weights), settings), sample);
        const expected = await shares(sample, weights);
        for (const [feature, value] of features.entries()) expect(value).toBeCloseTo(expected[feature], 4);
        expect((await values(new LIME(linear(weights), settings), sample)).places).toEqual(places);
      }),
      { numRuns: 8 },
    );
  });
});

describe('on texts', () => {
  const token = fc.constantFrom('good', '👩‍👩‍👧', 'שלום', 'مرحبا', '!', '...', "it's", '私', 'e\u0301', '42');
  const texts = fc.array(token, { maxLength: 9 }).map((tokens) => tokens.join(' '));
  const score = (text: string) => 2 * (text.match(/good/g) ?? []).length - (text.match(/!/g) ?? []).length;
  const model = (given: string[]) => given.map((text) => [score(text)]);
  const worth = (one: string) => (one === 'good' ? 2 : one === '!' ? -1 : 0);

  it.each(['KernelSHAP', 'LIME'] as const)(
    '%s is exact on a model that adds up words, whatever the script',
    async (method) => {
      await fc.assert(
        fc.asyncProperty(texts, async (text) => {
          const settings = method === 'LIME' ? { regularization: 0, samples: 400 } : {};
          const [explanation] = await explainText(model, text, { method, labels: [0], seed: 1, ...settings } as never);
          const [tokens] = extrasOf(explanation).tokens;
          const values = await explanation.val.data();
          expect(values).toHaveLength(tokens.length);
          for (const [index, one] of tokens.entries()) expect(values[index]).toBeCloseTo(worth(one), 4);
          explanation.dispose();
        }),
        { numRuns: 12 },
      );
    },
  );
});
