import { clone, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { analyze, differentiate, MaskSelector, RandomStream } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { Composite, GlobalMap, GradientRule, LRP } from '../../src';
import { randomizeWeights, randomTensor } from '../support/random';

type Layer = InstanceType<typeof layers.Layer>;

const image = [6, 7, 2];
const series = [7, 3];

const stacks: Record<string, { inputShape: number[]; stack: () => Layer[] }> = {
  'average pooling': {
    inputShape: image,
    stack: () => [
      layers.averagePooling2d({ inputShape: image, poolSize: [3, 2], strides: [2, 1], padding: 'same' }) as Layer,
      layers.averagePooling2d({ poolSize: 2, strides: 3 }) as Layer,
    ],
  },
  'maximum pooling': {
    inputShape: image,
    stack: () => [
      layers.maxPooling2d({ inputShape: image, poolSize: 3, strides: 2, padding: 'same' }) as Layer,
      layers.maxPooling2d({ poolSize: [2, 1], strides: 1 }) as Layer,
    ],
  },
  'pooling of series': {
    inputShape: series,
    stack: () => [
      layers.maxPooling1d({ inputShape: series, poolSize: 3, strides: 1, padding: 'same' }) as Layer,
      layers.averagePooling1d({ poolSize: 3, strides: 2, padding: 'same' }) as Layer,
    ],
  },
  'global pooling': {
    inputShape: series,
    stack: () => [layers.globalAveragePooling1d({ inputShape: series }) as Layer],
  },
  'global maximum pooling': {
    inputShape: image,
    stack: () => [layers.globalMaxPooling2d({ inputShape: image }) as Layer],
  },
  'padding, cropping, up-sampling': {
    inputShape: image,
    stack: () => [
      layers.zeroPadding2d({
        inputShape: image,
        padding: [
          [1, 2],
          [0, 3],
        ],
      }) as Layer,
      layers.cropping2D({
        cropping: [
          [2, 0],
          [1, 1],
        ],
      }) as Layer,
      layers.upSampling2d({ size: [2, 3] }) as Layer,
    ],
  },
  'permute, reshape, dropout': {
    inputShape: image,
    stack: () => [
      layers.permute({ inputShape: image, dims: [3, 1, 2] }) as Layer,
      layers.reshape({ targetShape: [6, -1] }) as Layer,
      layers.dropout({ rate: 0.5 }) as Layer,
      layers.spatialDropout1d({ rate: 0.5 }) as Layer,
      layers.gaussianNoise({ stddev: 1 }) as Layer,
    ],
  },
  'repeated vectors': {
    inputShape: [3],
    stack: () => [layers.repeatVector({ inputShape: [3], n: 4 }) as Layer, layers.dense({ units: 2 })],
  },
  'rescaling, batch normalization': {
    inputShape: image,
    stack: () => [
      layers.rescaling({ inputShape: image, scale: 0.5, offset: -1 }) as Layer,
      layers.batchNormalization() as Layer,
      layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }) as Layer,
      layers.batchNormalization({ scale: false }) as Layer,
    ],
  },
  'strides above the size of the kernel': {
    inputShape: image,
    stack: () => [
      layers.conv2d({ inputShape: image, filters: 3, kernelSize: 2, strides: 3, padding: 'valid' }) as Layer,
    ],
  },
  activations: {
    inputShape: [5],
    stack: () => [
      layers.dense({ inputShape: [5], units: 6, activation: 'tanh' }),
      layers.leakyReLU({ alpha: 0.2 }) as Layer,
      layers.dense({ units: 6, activation: 'sigmoid' }),
      layers.dense({ units: 6, activation: 'elu' }),
      layers.dense({ units: 6, activation: 'softplus' }),
      layers.elu() as Layer,
      layers.reLU({ maxValue: 2 }) as Layer,
      layers.dense({ units: 6, activation: 'relu6' }),
      layers.activation({ activation: 'linear' }) as Layer,
    ],
  },
};

describeBackends('each layer passes gradients back as TensorFlow.js does', () => {
  test.each(Object.entries(stacks))('%s', async (_name, { inputShape, stack }) => {
    const model = sequential({ layers: [...stack(), layers.reshape({ targetShape: [-1] })] });
    randomizeWeights(model, 3);
    const stream = new RandomStream(5);
    const batch = randomTensor([2, ...inputShape], stream);
    const logits = model.predict(batch) as Tensor;
    const mask = randomTensor(logits.shape, stream);
    const gradient = tidy(
      () =>
        differentiate(
          (x) => model.apply(x) as Tensor,
          batch,
          () => clone(mask),
        ).gradient,
    );
    const lrp = new LRP(model, new Composite(new GlobalMap(new GradientRule())));
    const explanation = await analyze(batch, lrp, new MaskSelector(mask));
    const [actual, expected] = [await explanation.val.data(), await gradient.data()];
    expect(explanation.val.shape).toEqual(batch.shape);
    actual.forEach((value, index) => {
      expect(value).toBeCloseTo(expected[index], 4);
    });
    for (const one of [explanation, gradient, logits, mask, batch]) one.dispose();
    model.dispose();
  });

  test('of equal maxima, the first in row-major order takes all', async () => {
    const model = sequential({
      layers: [
        layers.maxPooling2d({ inputShape: [3, 3, 1], poolSize: 2, strides: 1, padding: 'same' }),
        layers.globalMaxPooling2d({}),
      ],
    });
    const batch = tensor([0, 1, 1, 0, 1, 0, 1, 1, 1], [1, 3, 3, 1]);
    const explanation = await analyze(batch, new LRP(model));
    expect(Array.from(await explanation.val.data())).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0]);
    explanation.dispose();
    batch.dispose();
    model.dispose();
  });
});
