import '../../../tooling/jest/in-float64';
import '@tensorflow/tfjs-backend-cpu';
import { slice, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { nameTensor } from 'tfjs-gradients';
import { type Explanation, IndexedFeatures, LayerGraph, type Model } from 'xai-base';
import { buildNetwork, type NetworkPlan, networkPlans } from '../../../tooling/jest/random-networks';
import {
  AttnLRP,
  Composite,
  CPLRP,
  CRP,
  canonize,
  EpsilonAlpha2Beta1,
  EpsilonPlus,
  EpsilonRule,
  GammaRule,
  GlobalMap,
  type LayerConservation,
  LRP,
  type Rules,
} from '../src';

interface Found {
  readonly values: number[];
  readonly outputs: number[];
  readonly conservation: LayerConservation[];
}

interface Explains {
  analyze(input: Tensor, selection: number, options?: object): Promise<Explanation>;
}

/** The relevances of the two samples of a batch, of output 1. */
async function explained(analyzer: Explains, batch: Tensor, options?: object): Promise<Found> {
  const explanation = await analyzer.analyze(batch, 1, options);
  const [values, outputs] = [explanation.val, explanation.output].map((one) => Array.from(one.dataSync()));
  const { conservation = {} } = (explanation.extras ?? {}) as { conservation?: Record<string, LayerConservation> };
  explanation.dispose();
  return { values, outputs, conservation: Object.values(conservation) };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const rows = (values: readonly number[]) => [values.slice(0, values.length / 2), values.slice(values.length / 2)];

/** Expects numbers that agree, measured in the largest of them. */
function expectNear(values: readonly number[], expected: readonly number[], tolerance: number) {
  expect(values.length).toBe(expected.length);
  const scale = Math.max(1, ...expected.map(Math.abs));
  const worst = Math.max(...expected.map((value, index) => Math.abs(value - values[index])));
  expect(worst / scale).toBeLessThan(tolerance);
}

type Law = (network: LayersModel, batch: Tensor, plan: NetworkPlan) => Promise<void>;

/** Holds a law to random networks, the same ones each time. */
function forAll(plans: fc.Arbitrary<NetworkPlan>, law: Law, numRuns = 15) {
  const holds = async (plan: NetworkPlan) => {
    const { network, batch, dispose } = buildNetwork(plan);
    try {
      await law(network, batch, plan);
    } finally {
      dispose();
    }
  };
  return fc.assert(fc.asyncProperty(plans, holds), { numRuns, seed: 1 });
}

const recurrent = ['lstm', 'gru', 'rnn', 'both ways'];

/** A network as a function, in which what the first block gives has its name. */
function traced(network: LayersModel): (x: Tensor) => Tensor {
  const graph = new LayerGraph(network);
  return (x) => {
    const { activation, tail } = graph.split(graph.find('block0')).head([x]);
    nameTensor(activation, 'block0');
    return tail(activation)[0];
  };
}

/** A network by its layers, and by its operators. */
const ways: [string, (network: LayersModel) => Model][] = [
  ['layers', (network) => network],
  ['operators', traced],
];

const everywhere = (rule: ConstructorParameters<typeof GlobalMap>[0]) => new Composite(new GlobalMap(rule));
const composites: [string, () => Rules][] = [
  ['EpsilonRule', () => everywhere(new EpsilonRule(0.01))],
  ['GammaRule', () => everywhere(new GammaRule(0.25))],
  ['EpsilonPlus', () => new EpsilonPlus()],
  ['EpsilonAlpha2Beta1', () => new EpsilonAlpha2Beta1()],
];

describe.each(ways)('by %s', (_way, modelOf) => {
  test.each(composites)('under %s, what does not go on went to biases and stabilizers', (_name, rules) =>
    forAll(networkPlans(), async (network, batch) => {
      const { conservation } = await explained(new LRP(modelOf(network), rules()), batch, { conservation: true });
      expect(conservation.length).toBeGreaterThan(2);
      for (const { relevance, received, bias, stabilizer } of conservation) {
        const parts = relevance.map((_, sample) => received[sample] + bias[sample] + stabilizer[sample]);
        expectNear(parts, relevance, 1e-6 * Math.max(1, ...received.map(Math.abs)));
      }
    }),
  );

  test('where there are no biases, none took anything', () =>
    forAll(networkPlans({ useBias: false }), async (network, batch) => {
      const { conservation } = await explained(new LRP(modelOf(network)), batch, { conservation: true });
      for (const { bias, received } of conservation) {
        expectNear(bias, [0, 0], 1e-6 * Math.max(1, ...received.map(Math.abs)));
      }
    }));

  test('CRP summed over the features behind a block is LRP', () =>
    forAll(
      networkPlans(),
      async (network, batch) => {
        const lrp = new LRP(modelOf(network), new EpsilonPlus());
        const whole = await explained(lrp, batch);
        const features = Array.from(
          { length: network.getLayer('block0').outputShape.at(-1) as number },
          (_, one) => one,
        );
        const parts = await explained(new CRP(lrp, 'block0', new IndexedFeatures(...features)), batch);
        const total = whole.values.map((_, index) =>
          sumOf(features.map((one) => parts.values[one * whole.values.length + index])),
        );
        expectNear(total, whole.values, 1e-9);
      },
      10,
    ));

  test('a batch gives what its samples give', () =>
    forAll(
      networkPlans(),
      async (network, batch) => {
        const lrp = new LRP(modelOf(network), new EpsilonAlpha2Beta1());
        const [, expected] = rows((await explained(lrp, batch)).values);
        const single = slice(batch, 1, 1);
        expectNear((await explained(lrp, single)).values, expected, 1e-9);
        single.dispose();
      },
      8,
    ));
});

test('layers and operators give the same relevances', () =>
  forAll(networkPlans({ without: recurrent }), async (network, batch) => {
    const canonical = canonize(network);
    const byLayers = await explained(new LRP(canonical, new EpsilonPlus()), batch);
    canonical.dispose();
    const byOperators = await explained(new LRP(traced(network), new EpsilonPlus()), batch);
    expectNear(byOperators.values, byLayers.values, 1e-6);
  }));

test.each([
  ['AttnLRP', AttnLRP],
  ['CPLRP', CPLRP],
])('%s makes up the output of a network without biases', (_name, Method) =>
  forAll(networkPlans({ useBias: false }), async (network, batch) => {
    const { values, outputs } = await explained(new Method(network), batch);
    const largest = Math.max(1, ...values.map(Math.abs));
    expectNear(
      rows(values).map(sumOf),
      rows(outputs).map((row) => row[1]),
      1e-9 * largest,
    );
  }),
);
