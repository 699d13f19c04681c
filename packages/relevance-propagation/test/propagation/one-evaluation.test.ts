import { add, mul, profile, setBackend, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { input, type LayersModel, layers, model as makeModel, sequential } from '@tensorflow/tfjs-layers';
import { analyze, RandomStream } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { EpsilonRule, LRP, LRPRule, ZeroRule } from '../../src';
import { smallValuesNetwork } from '../support/networks';
import { randomizeWeights, randomTensor } from '../support/random';

type Layer = InstanceType<typeof layers.Layer>;
type Symbolic = Parameters<Layer['apply']>[0];

const rectified = { activation: 'relu' as const };
const oneLayer = (layer: unknown) => (x: Symbolic) => (layer as Layer).apply(x) as Symbolic;
const joined = (layer: unknown, count: number) => (x: Symbolic) => {
  const branches = Array.from({ length: count }, () => layers.dense({ units: 20 }).apply(x));
  return (layer as Layer).apply(branches as Symbolic) as Symbolic;
};

/** Layers whose values relevance is divided by, each with the shape of its input. */
const kinds: Record<string, [inputShape: number[], connect: () => (x: Symbolic) => Symbolic]> = {
  dense: [[40], () => oneLayer(layers.dense({ units: 30, ...rectified }))],
  'dense without activation': [[40], () => oneLayer(layers.dense({ units: 30 }))],
  'dense of sequences': [[5, 40], () => oneLayer(layers.dense({ units: 9, ...rectified }))],
  'dense at each time': [
    [5, 40],
    () => oneLayer(layers.timeDistributed({ layer: layers.dense({ units: 9, ...rectified }) })),
  ],
  'convolution of series': [[20, 8], () => oneLayer(layers.conv1d({ filters: 6, kernelSize: 3, ...rectified }))],
  convolution: [
    [9, 9, 8],
    () => oneLayer(layers.conv2d({ filters: 12, kernelSize: 3, padding: 'same', ...rectified })),
  ],
  'convolution without activation': [
    [9, 9, 8],
    () => oneLayer(layers.conv2d({ filters: 12, kernelSize: 3, strides: 2 })),
  ],
  'convolution of volumes': [[5, 5, 5, 3], () => oneLayer(layers.conv3d({ filters: 4, kernelSize: 3, ...rectified }))],
  'depthwise convolution': [[9, 9, 8], () => oneLayer(layers.depthwiseConv2d({ kernelSize: 3, ...rectified }))],
  'separable convolution': [
    [9, 9, 8],
    () => oneLayer(layers.separableConv2d({ filters: 6, kernelSize: 3, ...rectified })),
  ],
  'transposed convolution': [
    [5, 5, 8],
    () => oneLayer(layers.conv2dTranspose({ filters: 6, kernelSize: 3, strides: 2, ...rectified })),
  ],
  'batch normalization': [[9, 8], () => oneLayer(layers.batchNormalization())],
  'average pooling': [[9, 9, 3], () => oneLayer(layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }))],
  'average pooling of series': [
    [9, 3],
    () => oneLayer(layers.averagePooling1d({ poolSize: 4, strides: 2, padding: 'same' })),
  ],
  'global average pooling': [[9, 7, 3], () => oneLayer(layers.globalAveragePooling2d({}))],
  add: [[10], () => joined(layers.add(), 3)],
  average: [[10], () => joined(layers.average(), 3)],
  'both directions of a recurrent layer': [
    [4, 3],
    () =>
      oneLayer(
        layers.bidirectional({
          layer: layers.gru({ units: 5, recurrentInitializer: 'zeros' }) as never,
          mergeMode: 'ave',
        }),
      ),
  ],
};

const rules: Record<string, () => LRPRule> = {
  ZeroRule: () => new ZeroRule(),
  EpsilonRule: () => new EpsilonRule(0.1),
};
const cases = Object.keys(rules).flatMap((rule) => Object.keys(kinds).map((kind): [string, string] => [rule, kind]));

/** A rule that also tells what it divides by, which begins with the values of the last layer. */
function watched(rule: LRPRule): { rule: LRPRule; seen: number[][] } {
  const plain = rule.modifyDenominator.bind(rule);
  const seen: number[][] = [];
  rule.modifyDenominator = (z) => {
    seen.push(Array.from(z.dataSync()));
    return plain(z);
  };
  return { rule, seen };
}

class MoreInputRule extends LRPRule {
  override modifyInput(input: Tensor): Tensor {
    return add(input, [1, 0]);
  }
}

class NoBiasRule extends LRPRule {
  override modifyBias(): undefined {}
}

class DoubleWeightRule extends LRPRule {
  override modifyWeight(weight: Tensor): Tensor {
    return mul(weight, 2);
  }

  override modifyBias(bias: Tensor): Tensor {
    return bias;
  }
}

describeBackends('one evaluation', (backend) => {
  // a W = [1, 3], b = 4, so that the forward pass finds 8
  test.each<[string, LRPRule, number[]]>([
    ['input', new MoreInputRule(), [2 / 9, 3 / 9]],
    ['bias', new NoBiasRule(), [1 / 4, 3 / 4]],
    ['weight', new DoubleWeightRule(), [2 / 12, 6 / 12]],
  ])('of another %s there is another z', async (_what, rule, expected) => {
    const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
    tidy(() => model.setWeights([tensor([[1], [3]]), tensor([4])]));
    const batch = tensor([[1, 1]]);
    const explanation = await analyze(batch, new LRP(model, [rule]));
    const values = Array.from(await explanation.val.data());
    expect(values).toEqual(expected.map((value) => expect.closeTo(value, 6)));
    for (const one of [explanation, batch]) one.dispose();
    model.dispose();
  });

  test.each(cases)('%s divides by what the forward pass found: %s', async (ruleName, kind) => {
    const [inputShape, connect] = kinds[kind];
    const x = input({ shape: inputShape });
    const outputs = layers.reshape({ targetShape: [-1] }).apply(connect()(x) as never);
    const model = makeModel({ inputs: x, outputs: outputs as never });
    randomizeWeights(model, 3);
    const batch = randomTensor([2, ...inputShape], new RandomStream(3));
    const { rule, seen } = watched(rules[ruleName]());
    const explanation = await analyze(batch, new LRP(model, Array(model.layers.length).fill(rule)), 0);
    const output = Array.from(await explanation.output.data());
    const isRectified = output.every((value) => value >= 0);
    // to the last bit: a rounding of its own would show where z is small
    expect(seen[0].map((z) => (isRectified ? Math.max(0, z) : z))).toEqual(output);
    for (const one of [explanation, batch]) one.dispose();
    model.dispose();
  });

  test.each(['relu', 'linear'] as const)('a convolution, %s, runs once there and once back', async (activation) => {
    const convolution = layers.conv2d({ filters: 2, kernelSize: 3, activation, inputShape: [6, 6, 2] });
    const model = sequential({ layers: [convolution, layers.flatten()] });
    const batch = randomTensor([2, 6, 6, 2], new RandomStream(1));
    const lrp = new LRP(model);
    (await analyze(batch, lrp, 0)).dispose();
    const { kernels } = await profile(async () => {
      const explanation = await analyze(batch, lrp, 0);
      explanation.dispose();
      return explanation.val;
    });
    expect(kernels.filter(({ name }) => name.includes('Conv2D'))).toHaveLength(2);
    batch.dispose();
    model.dispose();
  });

  test('a convolution with small values keeps its digits', async () => {
    const model = smallValuesNetwork(6);
    const batch = randomTensor([2, 12, 12, 16], new RandomStream(6));
    const values = await relevance(model, batch, backend);
    const expected = await relevance(model, batch, 'cpu');
    const largest = Math.max(...expected.map(Math.abs));
    const worst = Math.max(...expected.map((value, index) => Math.abs(value - values[index]))) / largest;
    expect(worst).toBeLessThan(1e-5);
    batch.dispose();
    model.dispose();
  });
});

async function relevance(model: LayersModel, batch: Tensor, backend: string): Promise<Float32Array> {
  await setBackend(backend);
  const explanation = await analyze(batch, new LRP(model, Array(3).fill(new EpsilonRule())), 0);
  const values = (await explanation.val.data()) as Float32Array;
  explanation.dispose();
  return values;
}
