import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { analyze, MaskSelector, RandomStream } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import {
  AlphaBetaRule,
  Composite,
  ConvLayer,
  EpsilonRule,
  FlatRule,
  GammaRule,
  GeneralizedGammaRule,
  GlobalTypeMap,
  LRP,
  type LRPRule,
  PassRule,
  WSquareRule,
  ZBoxRule,
  ZeroRule,
  ZPlusRule,
} from '../../src';
import type { Matrix } from '../support/matrices';
import { randomizeWeights, randomValues } from '../support/random';
import { type RandomLayer, randomLayer } from '../support/random-layers';
import { type ReferenceRule, reference, referenceRules } from '../support/reference-rules';

const rules: [LRPRule, ReferenceRule][] = [
  [new ZeroRule(), referenceRules.zero],
  [new EpsilonRule(0.1), referenceRules.epsilon(0.1)],
  [new GammaRule(0.5), referenceRules.gamma(0.5)],
  [new WSquareRule(), referenceRules.wSquare],
  [new WSquareRule({ bias: true }), referenceRules.wSquareWithBias],
  [new FlatRule(), referenceRules.flat],
  [new ZBoxRule(-2, 3), referenceRules.zBox(-2, 3)],
  [new AlphaBetaRule(2, 1), referenceRules.alphaBeta(2, 1)],
  [new AlphaBetaRule(1.5, 0.5), referenceRules.alphaBeta(1.5, 0.5)],
  [new ZPlusRule(), referenceRules.zPlus],
  [new GeneralizedGammaRule(0.25), referenceRules.generalizedGamma(0.25)],
];

describeBackends('rules against their matrix form in float64', () => {
  test.each(rules.map(([rule, plain]): [string, LRPRule, ReferenceRule] => [String(rule), rule, plain]))(
    '%s',
    async (_name, rule, plain) => {
      await fc.assert(
        fc.asyncProperty(randomLayer, fc.nat(1000), fc.boolean(), (layer, seed, isPositive) =>
          compare(rule, plain, layer, seed, isPositive),
        ),
        { numRuns: 20, seed: 1 },
      );
    },
  );
});

/** One layer under a rule: first `relu`, when the input is to be known as non-negative. */
async function compare(rule: LRPRule, plain: ReferenceRule, random: RandomLayer, seed: number, isPositive: boolean) {
  const stream = new RandomStream(seed);
  const { inputShape } = random;
  const before = isPositive ? [layers.reLU({ inputShape })] : [];
  const model = sequential({ layers: [...before, random.make(), layers.reshape({ targetShape: [-1] })] });
  randomizeWeights(model, seed);
  const weights = await Promise.all(model.getWeights().map(async (one) => (await one.data()) as Float32Array));
  const matrices = random.matrices(weights);

  const drawn = randomValues(inputShape, stream);
  const input = Array.from(isPositive ? drawn.map(Math.abs) : drawn);
  const steps = forward(plain, matrices, input);
  const last = steps[steps.length - 1];
  // float32 cannot follow where a denominator is close to zero: nothing is sent there, and no sign may flip
  const relevance = last.cancellation.map((one) => (one < 100 ? stream.normal() : 0));
  const isHopeless = steps.slice(0, -1).some(({ cancellation }) => cancellation.some((one) => one > 100));
  const expected = steps.reduceRight((given, { propagate }) => propagate(given), relevance);

  const batch = tensor(input, [1, ...inputShape]);
  const mask = tensor(relevance, [1, relevance.length]);
  const largest = Math.max(...expected.map(Math.abs), 1e-6);
  const traced = (x: Tensor) => model.apply(x) as Tensor;
  const ways = {
    layers: new LRP(model, [...before.map(() => new PassRule()), rule, new PassRule()]),
    operators: new LRP(traced, new Composite(new GlobalTypeMap([ConvLayer, rule], ['Dense', rule]))),
  };
  for (const [way, lrp] of Object.entries(ways)) {
    if (way === 'operators' && isMisplaced(random)) continue;
    const explanation = await analyze(batch, lrp, new MaskSelector(mask));
    const actual = await explanation.val.data();
    const worst = Math.max(...expected.map((value, index) => Math.abs(value - actual[index]) / largest));
    explanation.dispose();
    expect({ [`${random.title} by ${way}`]: worst < 1e-3 || isHopeless }).toEqual({
      [`${random.title} by ${way}`]: true,
    });
  }
  for (const one of [batch, mask]) one.dispose();
  model.dispose();
}

/** Whether `tf.conv3d` places the windows elsewhere than TensorFlow: it pads by less than nothing where a stride is above its kernel's size. */
function isMisplaced({ title }: RandomLayer): boolean {
  const axes: { kernel: number; stride: number; same: boolean }[] = JSON.parse(title.match(/\[.*\]/)?.[0] ?? '[]');
  return axes.length === 3 && axes.some(({ kernel, stride, same }) => same && stride > kernel);
}

/** The steps of a layer, each with what came before as its input. */
function forward(plain: ReferenceRule, matrices: readonly Matrix[], input: readonly number[]) {
  let values = input;
  return matrices.map((matrix) => {
    const step = reference(plain, matrix, values);
    values = step.z;
    return step;
  });
}
