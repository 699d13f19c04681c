import '@tensorflow/tfjs-backend-cpu';
import { add, matMul, mul, slice, sum, type Tensor, tanh, tensor2d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { analyze } from 'xai-base';
import { Columns, KernelSHAP, type KernelSHAPSettings } from '../../src';
import { extrasOf } from '../support/fixtures';

const number = fc.integer({ min: -20, max: 20 }).map((value) => value / 4);
const row = (length: number) => fc.array(number, { minLength: length, maxLength: length });
const linear = (weights: number[]) => (x: Tensor) => add(matMul(x, tensor2d(weights, [weights.length, 1])), 1);
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

async function explained(model: (x: Tensor) => Tensor, values: number[], settings: KernelSHAPSettings) {
  const input = tensor2d([values]);
  const analysis = analyze(input, new KernelSHAP(model, { seed: 1, ...settings }), 0);
  const explanation = await analysis.finally(() => input.dispose());
  const { featureValues, expectedValue, completenessError, standardErrors, coalitions } = extrasOf(explanation);
  const [output] = await explanation.output.data();
  explanation.dispose();
  return {
    values: featureValues[0],
    expected: expectedValue[0],
    missed: completenessError[0],
    output,
    errors: standardErrors[0],
    coalitions: coalitions[0],
  };
}

describe('Shapley values', () => {
  it('add up to the output minus the expected value, enumerated or drawn', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(1, 2, 5, 14), fc.integer(), async (features, seed) => {
        const model = (x: Tensor) => tanh(mul(sum(x, 1, true), slice(x, [0, 0], [-1, 1])));
        const values = Array.from({ length: features }, (_, index) => Math.sin(seed + index) / 2);
        const { values: found, expected, output, missed } = await explained(model, values, { seed, samples: 60 });
        const off = Math.abs(total(found) - (output - expected));
        expect(off).toBeLessThan(1e-6);
        expect(Math.abs(missed - off)).toBeLessThan(1e-12);
      }),
      { numRuns: 20 },
    );
  });

  it('of a linear model are weight times difference from the background, enumerated or drawn', async () => {
    const cases = fc.constantFrom(3, 6, 15).chain((length) => fc.tuple(row(length), row(length), row(length)));
    await fc.assert(
      fc.asyncProperty(cases, async ([weights, values, background]) => {
        const { values: found } = await explained(linear(weights), values, { background, samples: 100 });
        found.forEach((value, feature) => {
          expect(value).toBeCloseTo(weights[feature] * (values[feature] - background[feature]), 4);
        });
      }),
      { numRuns: 15 },
    );
  });

  it('are equal for features that the model treats alike, and 0 for one that it ignores', async () => {
    const model = (x: Tensor) => mul(slice(x, [0, 0], [-1, 1]), slice(x, [0, 1], [-1, 1]));
    const { values } = await explained(model, [3, 3, 7, -2], { background: [1, 1, 0, 0] });
    expect(values[0]).toBeCloseTo(values[1], 9);
    expect(values[2]).toBeCloseTo(0, 9);
    expect(values[3]).toBeCloseTo(0, 9);
  });

  it('are 0 at no cost where the sample equals the background', async () => {
    const { values, coalitions } = await explained(linear([1, 2, 3]), [5, 1, 5], { background: [5, 0, 5] });
    expect(values).toEqual([0, 2, 0]);
    expect(coalitions).toBe(0);
  });

  it('of groups are shared by nobody', async () => {
    const perturbation = new Columns({ groups: [[0, 1], [2]] });
    const { values } = await explained(linear([1, 2, 3]), [1, 1, 1], { perturbation });
    expect(values.map((value) => Number(value.toFixed(6)))).toEqual([3, 3]);
    await expect(explained(linear([1, 2]), [1, 1], { perturbation })).rejects.toThrow('groups holds column 2');
  });
});

describe('standard errors', () => {
  const model = (x: Tensor) => tanh(sum(mul(x, x), 1, true));
  const values = Array.from({ length: 16 }, (_, index) => 0.1 + index / 20);

  it('are 0 when every coalition is there', async () => {
    expect((await explained(model, values.slice(0, 8), {})).errors).toEqual(new Array(8).fill(0));
  });

  it('say how much the values vary from seed to seed', async () => {
    const runs = [];
    for (let seed = 0; seed < 60; seed++) runs.push(await explained(model, values, { samples: 200, seed }));
    for (const feature of [0, 7, 15]) {
      const found = runs.map((run) => run.values[feature]);
      const mean = total(found) / found.length;
      const spread = Math.sqrt(total(found.map((value) => (value - mean) ** 2)) / (found.length - 1));
      const stated = total(runs.map(({ errors }) => errors[feature])) / runs.length;
      expect(stated / spread).toBeGreaterThan(0.7);
      expect(stated / spread).toBeLessThan(1.5);
    }
  });

  it('stop the drawing when they are small enough', async () => {
    const all = await explained(model, values, { samples: 5000 });
    const some = await explained(model, values, { samples: 5000, targetError: 0.01 });
    expect(some.coalitions).toBeLessThan(all.coalitions / 2);
    expect(Math.max(...some.errors)).toBeLessThanOrEqual(0.01);
    expect(Math.abs(total(some.values) - total(all.values))).toBeLessThan(1e-6);
  });
});

it('names wrong settings', () => {
  const model = linear([1]);
  expect(() => new KernelSHAP(model, { samples: 0 })).toThrow('samples is 0');
  expect(() => new KernelSHAP(model, { link: 'log' as never })).toThrow(
    `link is "log"; expected 'identity' or 'logit'`,
  );
  expect(() => new KernelSHAP(model, { selection: { features: 0 } })).toThrow('selection is {"features":0}');
  expect(() => new KernelSHAP(model, { targetError: 0 })).toThrow('targetError is 0');
  expect(() => new KernelSHAP(3 as never)).toThrow('model is 3');
});

it('names outputs that have no log odds', async () => {
  await expect(explained(linear([1, 1]), [1, 1], { link: 'logit' })).rejects.toThrow('which has no log odds');
});
