import {
  add,
  dispose,
  mul,
  relu,
  sigmoid,
  sin,
  slice,
  step,
  sub,
  sum,
  type Tensor,
  tensor2d,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { AbortError, analyze, type Progress, ValueError } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { IntegratedGradients } from '../../src/augmentations/integrated-gradients';
import { explain, sums } from '../support/explain';
import { convolutional, perceptron } from '../support/nets';
import { ownGradients } from '../support/own-gradients';
import { expectClose, randomTensor, rejection } from '../support/tensors';

const nets = { perceptron: perceptron({ bias: 1 }), 'smooth perceptron': perceptron({ bias: 1, activation: sigmoid }) };

const evaluationsOf = ({ extras }: { extras: Record<string, unknown> }) => extras.evaluations as number[];

describeBackends('integrated gradients to a tolerance', () => {
  test.each(Object.entries(nets))('of a %s the attributions of every sample sum to the difference', async (_, net) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom(1, 4),
        fc.constantFrom(1e-2, 1e-3, 1e-4),
        async (seed, references, tolerance) => {
          const [input, inputRef] = [randomTensor([4, 5], seed), randomTensor([references, 5], seed + 1)];
          const read = await explain(input, new IntegratedGradients(net, { tolerance }), 1, { inputRef });
          const reference = await explain(inputRef, new IntegratedGradients(net, 1), 1);
          dispose([input, inputRef]);
          sums(read).forEach((total, row) => {
            const outputRef = reference.output[(references === 1 ? 0 : row) * 3 + 1];
            const difference = read.output[row * 3 + 1] - outputRef;
            const rounding = 2e-6 * Math.max(Math.abs(outputRef), Math.abs(read.output[row * 3 + 1]));
            expect(Math.abs(total - difference)).toBeLessThan(tolerance * Math.abs(difference) + rounding);
          });
        },
      ),
      { numRuns: 10 },
    );
  });

  test('they are those of many steps', async () => {
    const input = randomTensor([2, 8, 8, 2]);
    const net = convolutional({ bias: 0.5 });
    const adaptive = await explain(input, new IntegratedGradients(net, { tolerance: 1e-4 }), 1);
    const fine = await explain(input, new IntegratedGradients(net, 400, { quadrature: 'midpoint' }), 1);
    input.dispose();
    expectClose(adaptive.val, fine.val, 0.02);
    expect(adaptive.shape).toEqual([2, 8, 8, 2]);
  });

  test('each sample takes what it needs: a batch gives the numbers of its samples, in batches of any size', async () => {
    const input = randomTensor([5, 5]);
    const analyzer = new IntegratedGradients(nets.perceptron, { tolerance: 1e-4 });
    const whole = await explain(input, analyzer, [0, 1, 2, 1, 0]);
    expect(new Set(evaluationsOf(whole)).size).toBeGreaterThan(1);
    for (const batchSize of [1, 3]) {
      const parts = await explain(input, analyzer, [0, 1, 2, 1, 0], { batchSize });
      expectClose(parts.val, whole.val);
      expect(parts.extras.evaluations).toEqual(whole.extras.evaluations);
    }
    const sample = slice(input, 2, 1);
    const alone = await explain(sample, analyzer, 2);
    expectClose(alone.val, whole.val.subarray(10, 15));
    expect(evaluationsOf(alone)).toEqual([evaluationsOf(whole)[2]]);
    dispose([input, sample]);
  });

  test('of a model with gradients of its own', async () => {
    const input = randomTensor([2, 5]);
    const own = await explain(input, new IntegratedGradients(ownGradients(nets.perceptron), { tolerance: 1e-3 }), 1);
    const { val } = await explain(input, new IntegratedGradients(nets.perceptron, { tolerance: 1e-3 }), 1);
    input.dispose();
    expectClose(own.val, val);
  });
});

/** `[batch, 1]` to one output. */
const one = async (
  model: (x: Tensor) => Tensor,
  x: number,
  options: { tolerance: number; maxEvaluations?: number },
) => {
  const input = tensor2d([[x]]);
  const read = await explain(input, new IntegratedGradients(model, options));
  input.dispose();
  return { ...read, evaluations: evaluationsOf(read)[0], within: (read.extras.withinTolerance as boolean[])[0] };
};

test('what the rule integrates exactly, up to cubes, takes the first 17 gradients', async () => {
  for (const model of [(x: Tensor) => mul(x, 3), (x: Tensor) => mul(mul(x, x), sub(x, 1))]) {
    const { evaluations, within, val, output } = await one(model, 2, { tolerance: 1e-3 });
    expect([evaluations, within]).toEqual([17, true]);
    expectClose(val, output);
  }
});

test('gradients are taken where the model bends, not elsewhere', async () => {
  const positions: number[] = [];
  const bent = (x: Tensor) => {
    positions.push(...Array.from(x.dataSync()));
    return relu(sub(x, 0.3141));
  };
  const { evaluations, within } = await one(bent, 1, { tolerance: 1e-4 });
  const added = positions.filter((t) => t > 0 && t < 1 && !Number.isInteger(t * 16));
  expect(within).toBe(true);
  expect(evaluations).toBeLessThan(50);
  expect(added.length).toBeGreaterThan(5);
  expect(added.every((t) => t > 0.25 && t < 0.375)).toBe(true); // the interval of the bend
});

test('finer tolerances take more gradients, and come closer', async () => {
  const waves = (x: Tensor) => add(sin(mul(x, 40)), x);
  const reads = [];
  for (const tolerance of [1e-1, 1e-3, 1e-5]) reads.push(await one(waves, 1, { tolerance }));
  const evaluations = reads.map((read) => read.evaluations);
  expect(evaluations).toEqual(evaluations.toSorted((a, b) => a - b));
  expect(evaluations[2]).toBeGreaterThan(evaluations[0]);
  for (const read of reads) expect(read.within).toBe(true);
});

test('where there is no way to the tolerance, the limit is kept and said', async () => {
  const jump = (x: Tensor) => add(x, step(sub(x, 0.3)));
  for (const maxEvaluations of [17, 20, 40]) {
    const { evaluations, within, extras } = await one(jump, 1, { tolerance: 1e-3, maxEvaluations });
    expect(evaluations).toBeLessThanOrEqual(maxEvaluations);
    expect(evaluations).toBeGreaterThan(maxEvaluations - 2);
    expect(within).toBe(false);
    expect((extras.completenessError as number[])[0]).toBeCloseTo(1, 5); // the jump, which no gradient sees
  }
  const { evaluations } = await one(jump, 1, { tolerance: 1e-3 });
  expect(evaluations).toBeLessThan(100); // no step is short enough for a jump: it ends before the limit of 1024
});

test('an input that is the reference has no attributions, at once', async () => {
  const { val, evaluations, within } = await one((x) => sigmoid(x), 0, { tolerance: 1e-3 });
  expect([Math.abs(val[0]), evaluations, within]).toEqual([0, 17, true]);
});

test('reports progress, and ends when it is aborted', async () => {
  const input = randomTensor([3, 5]);
  const analyzer = new IntegratedGradients(nets.perceptron, { tolerance: 1e-4 });
  const progress: Progress[] = [];
  const { val } = await explain(input, analyzer, 0, { batchSize: 1, onProgress: (one) => progress.push(one) });
  expect(val.length).toBe(15);
  expect(progress.map(({ done }) => done)).toEqual(progress.map(({ done }) => done).toSorted((a, b) => a - b));
  expect(progress.at(-1)).toEqual({ done: 3, total: 3 });
  const controller = new AbortController();
  const options = { signal: controller.signal, onProgress: () => controller.abort() };
  expect(await rejection(analyze(input, analyzer, 0, options))).toBeInstanceOf(AbortError);
  input.dispose();
});

test.each([
  [{ tolerance: 0 }, 'tolerance is 0; expected a number between 0 and 1'],
  [{ tolerance: 1 }, 'tolerance is 1'],
  [{ tolerance: '1e-3' }, 'tolerance is "1e-3"'],
  [{}, 'tolerance is undefined'],
  [{ tolerance: 1e-3, maxEvaluations: 16 }, 'maxEvaluations is 16; expected at least 17'],
  [{ tolerance: 1e-3, maxEvaluations: 20.5 }, 'maxEvaluations is 20.5; expected an integer'],
  [{ tolerance: 1e-3, steps: 5 }, 'IntegratedGradients has no option "steps"'],
])('%j is a typed error', (options, message) => {
  const make = () => new IntegratedGradients((x: Tensor) => sum(x, 1, true), options as never);
  expect(make).toThrow(ValueError);
  expect(make).toThrow(message);
});

test('a quadrature is for a number of steps', () => {
  const model = (x: Tensor) => sum(x, 1, true);
  expect(() => new IntegratedGradients(model, { tolerance: 1e-3 }, { quadrature: 'left' })).toThrow(ValueError);
});
