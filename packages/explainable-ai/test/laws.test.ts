import '../../../tooling/jest/in-float64';
import '@tensorflow/tfjs-backend-cpu';
import { add, slice, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { type Analyzer, analyze, RandomStream } from 'xai-base';
import { buildNetwork, type NetworkPlan, networkPlans } from '../../../tooling/jest/random-networks';
import { DeepLift, Gradient, InputTimesGradient, IntegratedGradients } from '../src';

/** The numbers of a tensor, which is used up. */
function read(one: Tensor): number[] {
  const values = Array.from(one.dataSync());
  one.dispose();
  return values;
}

const outputs = (network: LayersModel, x: Tensor) => read(tidy(() => network.predict(x) as Tensor));
const product = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, index) => sum + value * b[index], 0);
const rows = (values: readonly number[]) =>
  [0, 1].map((row) => values.slice((row * values.length) / 2, ((row + 1) * values.length) / 2));

/** The attributions of the two samples of a batch, of output 1. */
async function explained(analyzer: Analyzer, batch: Tensor): Promise<number[]> {
  const explanation = await analyze(batch, analyzer, 1);
  const values = Array.from(explanation.val.dataSync());
  explanation.dispose();
  return values;
}

type Law = (network: LayersModel, batch: Tensor) => Promise<void>;

/** Holds a law to random networks, the same ones each time. */
function forAll(plans: fc.Arbitrary<NetworkPlan>, law: Law, numRuns = 30) {
  const holds = async (plan: NetworkPlan) => {
    const { network, batch, dispose } = buildNetwork(plan);
    try {
      await law(network, batch);
    } finally {
      dispose();
    }
  };
  return fc.assert(fc.asyncProperty(plans, holds), { numRuns, seed: 1 });
}

const expectNear = (value: number, expected: number, tolerance: number) =>
  expect(Math.abs(value - expected)).toBeLessThan(tolerance * Math.max(1, Math.abs(expected)));

test('numbers are of double precision here', () => {
  expect(read(tidy(() => add(tensor([1]), 1e-12)))[0]).toBe(1 + 1e-12);
});

test('Gradient is the slope along any direction, by central differences', () =>
  forAll(networkPlans(), async (network, batch) => {
    const gradients = rows(await explained(new Gradient(network), batch));
    const values = Array.from(batch.dataSync());
    const stream = new RandomStream(values.length);
    const direction = values.map(() => stream.normal());
    const step = 1e-6;
    const [above, below] = [step, -step].map((by) => {
      const moved = tensor(
        values.map((value, index) => value + by * direction[index]),
        batch.shape,
      );
      const found = outputs(network, moved);
      moved.dispose();
      return found;
    });
    for (const [sample, along] of rows(direction).entries()) {
      const slope = (above[3 * sample + 1] - below[3 * sample + 1]) / (2 * step);
      expectNear(product(gradients[sample], along), slope, 1e-6);
    }
  }));

test('InputTimesGradient is the input times Gradient', () =>
  forAll(
    networkPlans(),
    async (network, batch) => {
      const [gradient, times] = [
        await explained(new Gradient(network), batch),
        await explained(new InputTimesGradient(network), batch),
      ];
      Array.from(batch.dataSync()).forEach(
        (value, index) => void expectNear(times[index], value * gradient[index], 1e-12),
      );
    },
    5,
  ));

/** What the attributions of each sample should add up to: the output, less that of all zeros. */
function expectComplete(network: LayersModel, batch: Tensor, values: readonly number[], tolerance: number) {
  const zeros = tensor(new Array(batch.size).fill(0), batch.shape);
  const [there, from] = [outputs(network, batch), outputs(network, zeros)];
  zeros.dispose();
  for (const [sample, part] of rows(values).entries()) {
    const sum = part.reduce((total, value) => total + value, 0);
    expectNear(sum, there[3 * sample + 1] - from[3 * sample + 1], tolerance);
  }
}

test('IntegratedGradients is complete, along a path without bends to many digits', () =>
  forAll(
    networkPlans({ smooth: true }),
    async (network, batch) => {
      expectComplete(network, batch, await explained(new IntegratedGradients(network, 40), batch), 1e-6);
    },
    12,
  ));

test('IntegratedGradients is complete to the tolerance that is asked for, bends or not', () =>
  forAll(
    networkPlans(),
    async (network, batch) => {
      const tolerance = 1e-3;
      expectComplete(
        network,
        batch,
        await explained(new IntegratedGradients(network, { tolerance }), batch),
        tolerance,
      );
    },
    8,
  ));

test('DeepLift is complete', () =>
  forAll(networkPlans(), async (network, batch) => {
    expectComplete(network, batch, await explained(new DeepLift(network), batch), 1e-8);
  }));

test('a batch gives what its samples give', () =>
  forAll(
    networkPlans(),
    async (network, batch) => {
      const single = slice(batch, 1, 1);
      for (const analyzer of [new Gradient(network), new DeepLift(network)]) {
        const [, expected] = rows(await explained(analyzer, batch));
        for (const [index, value] of (await explained(analyzer, single)).entries())
          expectNear(value, expected[index], 1e-12);
      }
      single.dispose();
    },
    8,
  ));
