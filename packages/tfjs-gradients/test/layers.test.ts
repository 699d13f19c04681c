import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { describeBackends } from '../../../tooling/jest/backends';
import { differentiate } from '../src/differentiate';
import { loadGradients } from '../src/load-gradients';
import { relativeError } from './support/close';
import { finiteDifferences } from './support/finite-differences';
import { numbers } from './support/random';

type Build = () => layers.layers.Layer[];

const seeded = (seed: number) => layers.initializers.glorotUniform({ seed });
const kernel = { kernelInitializer: seeded(1), biasInitializer: layers.initializers.randomUniform({ seed: 2 }) };

const models: [name: string, inputShape: number[], Build][] = [
  ['dense, linear', [5], () => [layers.layers.dense({ units: 3, ...kernel })]],
  [
    'dense, tanh and softmax',
    [5],
    () => [
      layers.layers.dense({ units: 4, activation: 'tanh', ...kernel }),
      layers.layers.dense({ units: 3, activation: 'softmax', ...kernel }),
    ],
  ],
  [
    'conv2d, linear, dilated',
    [5, 5, 2],
    () => [
      layers.layers.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2, padding: 'same', ...kernel }),
      layers.layers.flatten(),
    ],
  ],
  [
    'conv2d, tanh, strided, average pool',
    [6, 6, 2],
    () => [
      layers.layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, activation: 'tanh', padding: 'same', ...kernel }),
      layers.layers.averagePooling2d({ poolSize: 2, strides: 1, padding: 'same' }),
      layers.layers.globalAveragePooling2d({}),
    ],
  ],
  [
    'conv1d, elu',
    [6, 2],
    () => [
      layers.layers.conv1d({ filters: 3, kernelSize: 3, dilationRate: 2, activation: 'elu', ...kernel }),
      layers.layers.globalMaxPooling1d(),
    ],
  ],
  [
    'separable, depthwise, relu6 and batch normalization',
    [5, 5, 2],
    () => [
      layers.layers.separableConv2d({ filters: 3, kernelSize: 3, depthMultiplier: 2, padding: 'same' }),
      layers.layers.batchNormalization({ movingVarianceInitializer: 'ones', scale: true }),
      layers.layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same' }),
      layers.layers.reLU({ maxValue: 6 }),
      layers.layers.flatten(),
    ],
  ],
  [
    'batch normalization without scale and center',
    [4],
    () => [
      layers.layers.batchNormalization({ scale: false, center: false }),
      layers.layers.dense({ units: 2, ...kernel }),
    ],
  ],
  [
    'conv2dTranspose and upsampling',
    [3, 3, 2],
    () => [
      layers.layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, ...kernel }),
      layers.layers.upSampling2d({ size: [2, 2] }),
      layers.layers.flatten(),
    ],
  ],
  ['lstm', [4, 3], () => [layers.layers.lstm({ units: 2, recurrentInitializer: 'glorotNormal' })]],
  [
    'gru, returning sequences',
    [4, 3],
    () => [layers.layers.gru({ units: 2, returnSequences: true, recurrentInitializer: 'glorotNormal' })],
  ],
  ['layer normalization', [3, 4], () => [layers.layers.layerNormalization({}), layers.layers.flatten()]],
  [
    'prelu, selu, leaky relu',
    [6],
    () => [
      layers.layers.prelu({ alphaInitializer: 'ones' }),
      layers.layers.dense({ units: 4, activation: 'selu', ...kernel }),
      layers.layers.leakyReLU({ alpha: 0.1 }),
    ],
  ],
];

const found = new Map<string, Float32Array>();

describeBackends('tfjs-layers', () => {
  test.each(models)('%s', (name, inputShape, build) => {
    const stack = build();
    const model = layers.sequential({ layers: [layers.layers.inputLayer({ inputShape }), ...stack] });
    tf.tidy(() => {
      model.setWeights(
        model.getWeights().map((weight, index) => {
          const shift = model.weights[index].name.includes('variance') ? 2 : 0;
          const values = numbers(weight.shape, index + 1).map((value) => value + shift);
          return tf.tensor(values, weight.shape);
        }),
      );
      const shape = [2, ...inputShape];
      const point = numbers(shape, 31);
      const f = (x: tf.Tensor) => model.apply(x, { training: false }) as tf.Tensor;
      const { gradient, cotangent } = differentiate(f, tf.tensor(point, shape), (y) =>
        tf.tensor(numbers(y.shape, 5), y.shape),
      );
      const values = gradient.dataSync() as Float32Array;
      const [expected] = finiteDifferences(f, [point], [shape], cotangent.dataSync());
      expect(relativeError(values, expected)).toBeLessThan(5e-3);
      const other = found.get(name);
      expect(relativeError(values, other ?? values)).toBeLessThan(1e-5);
      found.set(name, values);
    });
    model.dispose();
  });

  test('an embedding is differentiated from its vectors on', () => {
    const embedding = layers.layers.embedding({ inputDim: 6, outputDim: 3 });
    const head = layers.layers.dense({ units: 1, ...kernel });
    tf.tidy(() => {
      const tokens = tf.tensor2d([[1, 5, 1]], [1, 3], 'int32');
      const vectors = embedding.apply(tokens) as tf.Tensor;
      const { gradient } = differentiate((x) => head.apply(tf.mean(x, 1)) as tf.Tensor, vectors);
      expect(gradient.shape).toEqual([1, 3, 3]);
      const table = embedding.getWeights()[0];
      const ofTable = differentiate((weights) => tf.gather(weights, tokens), table).gradient;
      expect(Array.from(tf.sum(ofTable, 1).dataSync())).toEqual([0, 6, 0, 0, 0, 3]);
    });
    embedding.dispose();
    head.dispose();
  });

  test('trains a LeNet-5', async () => {
    loadGradients();
    const model = layers.sequential({
      layers: [
        layers.layers.conv2d({
          inputShape: [28, 28, 1],
          filters: 6,
          kernelSize: 5,
          padding: 'same',
          activation: 'tanh',
          kernelInitializer: seeded(1),
        }),
        layers.layers.averagePooling2d({ poolSize: 2 }),
        layers.layers.conv2d({ filters: 16, kernelSize: 5, activation: 'relu', kernelInitializer: seeded(2) }),
        layers.layers.maxPooling2d({ poolSize: 2 }),
        layers.layers.flatten(),
        layers.layers.dense({ units: 10, kernelInitializer: seeded(3) }),
        layers.layers.softmax(),
      ],
    });
    const optimizer = tf.train.sgd(0.1);
    model.compile({ optimizer, loss: 'categoricalCrossentropy' });
    const [x, y] = [tf.tensor(numbers([8, 28, 28, 1], 1), [8, 28, 28, 1]), tf.eye(8, 10)];
    const losses: number[] = [];
    for (let step = 0; step < 5; step++) {
      losses.push((await model.trainOnBatch(x, y)) as number);
    }
    expect(losses[4]).toBeLessThan(losses[0]);
    const before = found.get('losses');
    expect(relativeError(losses, before ?? losses)).toBeLessThan(1e-4);
    found.set('losses', Float32Array.from(losses));
    tf.dispose([x, y]);
    model.dispose();
    optimizer.dispose();
  });
});
