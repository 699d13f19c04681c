import { abs, max, reshape, softmax, sub, type Tensor, type Tensor2D, tensor, tidy } from '@tensorflow/tfjs-core';
import { constraints, input, type LayersModel, layers, model as makeModel, sequential } from '@tensorflow/tfjs-layers';

import fc from 'fast-check';
import { RandomStream } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { canonize, LRP, stripSoftmax } from '../../src';
import { loadFixture } from '../support/fixture';
import { randomizeWeights, randomTensor } from '../support/random';

type Layer = InstanceType<typeof layers.Layer>;

const softmaxUnits = (more = {}) => layers.dense({ units: 5, activation: 'softmax', ...more }) as Layer;
const timeDistributed = (layer: unknown) =>
  layers.timeDistributed({ layer: layer as Layer, inputShape: [2, 3, 4] }) as Layer;
const linearLayer = () => layers.activation({ activation: 'linear' }) as Layer;

const { conv2d, dense, batchNormalization, layerNormalization, dropout, flatten, zeroPadding2d, reLU } = layers;

async function expectSameOutputs(model: LayersModel, other: LayersModel, shape: number[], seed = 1): Promise<void> {
  const batch = randomTensor(shape, new RandomStream(seed));
  const [expected, actual] = [model, other].map((one) => one.predict(batch) as Tensor);
  const [expectedValues, actualValues] = [await expected.data(), await actual.data()];
  const largest = Math.max(...expectedValues.map(Math.abs));
  actualValues.forEach((value, index) => {
    expect(Math.abs(value - expectedValues[index])).toBeLessThanOrEqual(1e-5 * Math.max(1, largest));
  });
  for (const one of [batch, expected, actual]) one.dispose();
}

function normalizations(model: LayersModel): number {
  return model.layers.filter((layer) => layer.getClassName() === 'BatchNormalization').length;
}

describeBackends('canonize', () => {
  test('keeps each input of a model of several', async () => {
    const [first, second] = [input({ shape: [3], name: 'first' }), input({ shape: [2], name: 'second' })];
    const wide = batchNormalization().apply(dense({ units: 2, name: 'wide' }).apply(first));
    const outputs = layers.concatenate().apply([second, wide] as never);
    const model = makeModel({ inputs: [first, second], outputs: outputs as never });
    randomizeWeights(model, 1);
    const canonical = canonize(model);
    expect(normalizations(canonical)).toBe(0);
    expect(canonical.inputNames).toEqual(model.inputNames);
    const batches = [3, 2].map((length, seed) => randomTensor([2, length], new RandomStream(seed)));
    const both = [model, canonical].map((one) => one.predict(batches) as Tensor);
    const [expected, actual] = await Promise.all(both.map((one) => one.data()));
    expect(Array.from(actual)).toEqual(Array.from(expected, (value) => expect.closeTo(value, 5)));
    for (const one of [...batches, ...both]) one.dispose();
    canonical.dispose();
    model.dispose();
  });

  test('imposes no constraints on what it fuses', async () => {
    const kernelConstraint = constraints.maxNorm({ maxValue: 0.1 });
    const biasConstraint = constraints.nonNeg();
    const convolution = conv2d({ filters: 4, kernelSize: 3, inputShape: [6, 6, 2], kernelConstraint, biasConstraint });
    const model = sequential({ layers: [convolution, batchNormalization()] });
    tidy(() => randomizeWeights(model, 1));
    const canonical = canonize(model);
    expect(normalizations(canonical)).toBe(0);
    await expectSameOutputs(model, canonical, [2, 6, 6, 2]);
    canonical.dispose();
    model.dispose();
  });

  test.each(['resnet', 'mobilenet'])('fuses every batch normalization of %s', async (name) => {
    const model = await loadFixture(name);
    const canonical = canonize(model);
    expect(normalizations(model)).toBeGreaterThan(0);
    expect(normalizations(canonical)).toBe(0);
    await expectSameOutputs(model, canonical, [2, 16, 16, 3]);
    canonical.dispose();
    model.dispose();
  });

  const inputShape = [6, 6, 2];
  const after = {
    'a dense layer': () => [flatten({ inputShape }), dense({ units: 4 }), batchNormalization()],
    'a convolution': () => [conv2d({ filters: 4, kernelSize: 3, inputShape, padding: 'same' }), batchNormalization()],
    'a convolution without bias, and dropout': () => [
      conv2d({ filters: 4, kernelSize: 3, inputShape, useBias: false }),
      dropout({ rate: 0.5 }),
      batchNormalization(),
    ],
    'a depthwise convolution': () => [
      layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, inputShape }),
      batchNormalization(),
    ],
    'a separable convolution': () => [
      layers.separableConv2d({ filters: 5, kernelSize: 3, inputShape }),
      batchNormalization(),
    ],
    'a transposed convolution': () => [
      layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, inputShape }),
      batchNormalization(),
    ],
    'a separable convolution of several kernels a channel': () => [
      layers.separableConv2d({ filters: 5, kernelSize: 3, depthMultiplier: 3, inputShape }),
      batchNormalization(),
    ],
    'two of them': () => [
      conv2d({ filters: 4, kernelSize: 2, inputShape }),
      batchNormalization(),
      batchNormalization(),
    ],
  };
  const before = {
    'a dense layer, through Flatten': () => [batchNormalization({ inputShape }), flatten(), dense({ units: 3 })],
    'a convolution': () => [batchNormalization({ inputShape }), conv2d({ filters: 4, kernelSize: 3 })],
    'a depthwise convolution': () => [
      reLU({ inputShape }),
      batchNormalization(),
      layers.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2 }),
    ],
    'a separable convolution': () => [
      batchNormalization({ inputShape }),
      layers.separableConv2d({ filters: 5, kernelSize: 3 }),
    ],
    'a padded convolution, without shift': () => [
      batchNormalization({ inputShape, center: false, movingMeanInitializer: 'zeros' }),
      zeroPadding2d(),
      conv2d({ filters: 4, kernelSize: 3, padding: 'same' }),
    ],
  };
  const alone = {
    'behind an activation at the end': () => [
      conv2d({ filters: 4, kernelSize: 3, inputShape, activation: 'relu' }),
      batchNormalization(),
    ],
    'before a padded convolution': () => [
      batchNormalization({ inputShape }),
      conv2d({ filters: 4, kernelSize: 3, padding: 'same' }),
    ],
  };

  const check = async (stack: Layer[], left: number, seed: number, keepMean = false) => {
    const model = sequential({ layers: stack });
    randomizeWeights(model, seed, keepMean ? /moving_mean/ : undefined);
    const canonical = canonize(model);
    expect(normalizations(canonical)).toBe(left);
    await expectSameOutputs(model, canonical, [2, ...inputShape], seed);
    canonical.dispose();
    model.dispose();
  };

  test.each(Object.entries(after))('fuses a batch normalization into %s before it', async (_name, stack) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), async (seed) => check(stack(), 0, seed)),
      { numRuns: 3, seed: 1 },
    );
  });

  test.each(Object.entries(before))('fuses a batch normalization into %s after it', async (name, stack) => {
    const keepMean = name.includes('without shift');
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), async (seed) => check(stack(), 0, seed, keepMean)),
      { numRuns: 3, seed: 1 },
    );
  });

  test.each(Object.entries(alone))('leaves a batch normalization %s alone', (_name, stack) => check(stack(), 1, 7));

  test('leaves a layer alone that is used twice, and keeps it shared', async () => {
    const x = input({ shape: [4] });
    const shared = dense({ units: 4, name: 'shared' });
    const inner = shared.apply(x);
    const normal = batchNormalization().apply(inner);
    const outputs = dense({ units: 2 }).apply(layers.add().apply([normal, shared.apply(inner)] as never)) as never;
    const model = makeModel({ inputs: x, outputs });
    randomizeWeights(model, 3);
    const canonical = canonize(model);
    expect(normalizations(canonical)).toBe(1);
    expect(canonical.layers.filter(({ name }) => name === 'shared').length).toBe(1);
    await expectSameOutputs(model, canonical, [3, 4]);
    for (const one of [canonical, model]) {
      one.dispose();
      // tfjs-layers counts the uses of a layer, but disposes of it once
      for (const layer of one.layers) if (layer.name === 'shared') layer.dispose();
    }
  });

  test('splits layer normalization, and merges its scale and shift into the next dense layer', async () => {
    const model = sequential({
      layers: [dense({ units: 5, inputShape: [4] }), layerNormalization(), dense({ units: 3 })],
    });
    randomizeWeights(model, 5);
    const canonical = canonize(model);
    expect(canonical.layers.map((layer) => layer.getClassName())).toEqual([
      'InputLayer',
      'Dense',
      'LayerNormalization',
      'Dense',
    ]);
    await expectSameOutputs(model, canonical, [3, 4]);
    canonical.dispose();
    model.dispose();
  });

  test('opens nested models', async () => {
    const head = sequential({ layers: [conv2d({ filters: 3, kernelSize: 2, inputShape }), batchNormalization()] });
    const model = sequential({ layers: [head, reLU(), flatten(), dense({ units: 2 })] });
    randomizeWeights(model, 9);
    const canonical = canonize(model);
    expect(normalizations(canonical)).toBe(0);
    await expectSameOutputs(model, canonical, [2, ...inputShape]);
    canonical.dispose();
    model.dispose();
  });
});

describeBackends('stripSoftmax', () => {
  const endings = {
    'of a dense layer': () => [dense({ units: 3, inputShape: [4], activation: 'softmax' })],
    'that is an activation layer': () => [
      dense({ units: 3, inputShape: [4] }),
      layers.activation({ activation: 'softmax' }),
    ],
    'that is a layer': () => [dense({ units: 3, inputShape: [4] }), layers.softmax()],
    'before a reshape': () => [
      dense({ units: 3, inputShape: [4] }),
      layers.softmax(),
      layers.reshape({ targetShape: [3] }),
    ],
  };

  test.each(Object.entries(endings))('takes a softmax %s off', async (_name, stack) => {
    const model = sequential({ layers: stack() });
    const logits = stripSoftmax(model);
    const x = tensor([[1, 2, 3, 4]]);
    const [probabilities, values] = [model, logits].map((one) => one.predict(x) as Tensor);
    const difference = tidy(() => max(abs(sub(probabilities, softmax(values as Tensor2D)))));
    expect((await difference.data())[0]).toBeLessThan(1e-6);
    for (const one of [x, probabilities, values, difference]) one.dispose();
    logits.dispose();
    model.dispose();
  });

  test.each<[string, () => Layer[], number]>([
    ['a dense layer at each time', () => [timeDistributed(softmaxUnits()), flatten()], 1],
    ['a softmax layer at each time', () => [timeDistributed(layers.softmax({ axis: -1 })), flatten()], 0],
    ['wrappers in each other', () => [timeDistributed(layers.timeDistributed({ layer: softmaxUnits() }))], 1],
    ['a linear activation behind it', () => [softmaxUnits({ inputShape: [2, 3, 4] }), linearLayer()], 2],
    ['dropout behind it', () => [softmaxUnits({ inputShape: [2, 3, 4] }), dropout({ rate: 0.3 })], 2],
  ])('takes the softmax off that is in %s', async (_title, make, kept) => {
    const model = sequential({ layers: make() });
    randomizeWeights(model, 1);
    expect(() => new LRP(model)).toThrow(/stripSoftmax/);
    const logits = stripSoftmax(model);
    expect(logits.layers).toHaveLength(model.layers.length + (kept === 0 ? 0 : 1));
    const batch = randomTensor([2, 2, 3, 4], new RandomStream(1));
    const outputs = [model, logits].map((one) => one.predict(batch) as Tensor);
    const [probabilities, recovered] = tidy(() => {
      const rows = outputs.map((one) => reshape(one, [-1, one.size / 12 === 4 ? 4 : 5]) as Tensor2D);
      return [rows[0].dataSync(), softmax(rows[1]).dataSync()];
    });
    expect(Array.from(recovered)).toEqual(Array.from(probabilities, (value) => expect.closeTo(value, 5)));
    expect(Array.from(outputs[1].dataSync())).not.toEqual(Array.from(probabilities));
    for (const one of [batch, ...outputs]) one.dispose();
    logits.dispose();
    model.dispose();
  });

  test('copies a model that ends in logits', async () => {
    const model = sequential({ layers: [dense({ units: 3, inputShape: [4] })] });
    const copy = stripSoftmax(model);
    await expectSameOutputs(model, copy, [2, 4]);
    copy.dispose();
    model.dispose();
  });
});
