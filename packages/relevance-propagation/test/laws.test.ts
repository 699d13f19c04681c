import { clone, mul, slice, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { analyze, differentiate, IndexedFeatures, RandomStream } from 'xai-base';
import { describeBackends } from '../../../tooling/jest/backends';
import {
  Composite,
  CRP,
  EpsilonAlpha2Beta1,
  EpsilonPlus,
  EpsilonPlusFlat,
  EpsilonRule,
  GammaRule,
  GlobalMap,
  type LayerConservation,
  LRP,
  type LRPAnalyzeOptions,
  type LRPOptions,
  type Rules,
  ZeroRule,
} from '../src';
import { branchedNetwork, disposeNetwork, plainNetwork } from './support/networks';
import { randomTensor } from './support/random';

const networks = { plain: plainNetwork, branched: branchedNetwork };
const shapes = { plain: [8, 8, 2], branched: [6, 6, 2] };

interface Drawn {
  readonly kind: keyof typeof networks;
  readonly seed: number;
  readonly output: number;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom<keyof typeof networks>('plain', 'branched'),
  seed: fc.nat(10_000),
  output: fc.nat(2),
});

type Check = (model: LayersModel, batch: Tensor, one: Drawn) => Promise<void>;

/** Runs a check on random networks, each with a random batch of two. */
function forAll({ useBias = false, runs = 8 }: { useBias?: boolean; runs?: number }, check: Check) {
  const run = async (one: Drawn) => {
    const model = networks[one.kind](one.seed, useBias);
    const batch = randomTensor([2, ...shapes[one.kind]], new RandomStream(one.seed));
    try {
      await check(model, batch, one);
    } finally {
      batch.dispose();
      disposeNetwork(model);
    }
  };
  return fc.assert(fc.asyncProperty(drawn, run), { numRuns: runs, seed: 1 });
}

interface Request {
  readonly rules?: Rules;
  readonly options?: LRPOptions;
  readonly analysis?: LRPAnalyzeOptions;
}

async function relevance(model: LayersModel, batch: Tensor, output: number, request: Request = {}) {
  const lrp = new LRP(model, request.rules, request.options);
  const explanation = await analyze(batch, lrp, output, request.analysis);
  const values = await explanation.val.data();
  const { conservation } = (explanation.extras ?? {}) as { conservation: Record<string, LayerConservation> };
  explanation.dispose();
  return { values, conservation };
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  const largest = Math.max(...Array.from(expected, Math.abs), 1e-9);
  const worst = Math.max(...Array.from(expected, (value, index) => Math.abs(value - actual[index]) / largest));
  expect(actual.length).toBe(expected.length);
  expect(worst).toBeLessThan(tolerance);
}

const sumOf = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((sum, value) => sum + value, 0);
const half = (numbers: ArrayLike<number>, index: number) =>
  Array.from(numbers).slice(...(index ? [-numbers.length / 2] : [0, numbers.length / 2]));

describeBackends('laws of relevance', () => {
  test('ZeroRule on a net without biases is input * gradient', () =>
    forAll({}, async (model, batch, { output }) => {
      const { values } = await relevance(model, batch, output, { options: { normalizeOutputRelevance: false } });
      const mask = tensor([output, output].map((index) => [0, 1, 2].map((one) => (one === index ? 1 : 0))));
      const expected = tidy(() =>
        mul(
          batch,
          differentiate(
            (x) => model.apply(x) as Tensor,
            batch,
            () => clone(mask),
          ).gradient,
        ),
      );
      expectClose(values, await expected.data(), 1e-3);
      for (const one of [mask, expected]) one.dispose();
    }));

  const conserving: [string, Rules][] = [
    ['ZeroRule', new Composite(new GlobalMap(new ZeroRule()))],
    ['EpsilonRule', new Composite(new GlobalMap(new EpsilonRule(1e-9)))],
    ['GammaRule', new Composite(new GlobalMap(new GammaRule(0.25)))],
  ];

  test.each(conserving)('%s conserves relevance on a net without biases', (_name, rules) =>
    forAll({}, async (model, batch, { output }) => {
      const { values, conservation } = await relevance(model, batch, output, {
        rules,
        analysis: { conservation: true },
      });
      for (const sample of [0, 1]) {
        const lost = Object.values(conservation).reduce((sum, { stabilizer }) => sum + stabilizer[sample], 0);
        expectClose([sumOf(half(values, sample)) + lost], [1], 1e-2);
      }
    }),
  );

  test.each<[string, Rules]>([
    ['EpsilonPlus', new EpsilonPlus({ epsilon: 0.05 })],
    ['EpsilonAlpha2Beta1', new EpsilonAlpha2Beta1()],
    ['EpsilonPlusFlat', new EpsilonPlusFlat()],
  ])('under %s, what is missing went to biases and stabilizers', (_name, rules) =>
    forAll({ useBias: true }, async (model, batch, { output }) => {
      const { conservation } = await relevance(model, batch, output, { rules, analysis: { conservation: true } });
      for (const { relevance: given, received, bias, stabilizer } of Object.values(conservation)) {
        for (const sample of [0, 1]) {
          const parts = [received, bias, stabilizer].map((part) => part[sample]);
          const scale = Math.max(...[given[sample], ...parts].map(Math.abs), 1e-6);
          expect(Math.abs(given[sample] - sumOf(parts)) / scale).toBeLessThan(1e-2);
        }
      }
    }),
  );

  test.each(['conv1', 'pool', 'conv2', 'dense1'])('CRP summed over all features of %s is LRP', async (layer) => {
    const model = plainNetwork(4, true);
    const batch = randomTensor([2, 8, 8, 2], new RandomStream(4));
    const lrp = new LRP(model, new EpsilonPlus());
    const count = model.getLayer(layer).outputShape.at(-1) as number;
    const features = new IndexedFeatures(...Array.from({ length: count }, (_, index) => index));
    const whole = await analyze(batch, lrp, 1);
    const parts = await analyze(batch, new CRP(lrp, layer, features), 1, { batchSize: 3 });
    const [expected, each] = [await whole.val.data(), await parts.val.data()];
    expect(parts.val.shape).toEqual([count * 2, 8, 8, 2]);
    const total = expected.map((_, index) => {
      return Array.from({ length: count }, (_part, one) => each[one * expected.length + index]).reduce((a, b) => a + b);
    });
    expectClose(total, expected, 1e-4);
    for (const one of [whole, parts, batch]) one.dispose();
    model.dispose();
  });

  test('from the value of the output, the signs are true; from 1, a negative output turns them round', () =>
    forAll({ useBias: true, runs: 6 }, async (model, batch) => {
      for (const output of [0, 1, 2]) {
        const lrp = new LRP(model, new EpsilonPlus(), { normalizeOutputRelevance: false });
        const explanation = await analyze(batch, lrp, output);
        const [values, outputs] = [await explanation.val.data(), await explanation.output.data()];
        const { values: shares } = await relevance(model, batch, output, { rules: new EpsilonPlus() });
        for (const sample of [0, 1]) {
          const value = outputs[3 * sample + output];
          expectClose(
            Array.from(half(shares, sample), (share) => share * value),
            half(values, sample),
            1e-4,
          );
        }
        explanation.dispose();
      }
    }));

  test('a batch gives the same numbers as its samples, and as smaller batches', () =>
    forAll({ useBias: true, runs: 4 }, async (model, batch, { output }) => {
      const rules = new EpsilonPlus();
      const { values } = await relevance(model, batch, output, { rules });
      const { values: inBatches } = await relevance(model, batch, output, { rules, analysis: { batchSize: 1 } });
      const single = tidy(() => slice(batch, 1, 1));
      const { values: alone } = await relevance(model, single, output, { rules });
      expectClose(inBatches, values, 1e-5);
      expectClose(alone, half(values, 1), 1e-5);
      single.dispose();
    }));
});
