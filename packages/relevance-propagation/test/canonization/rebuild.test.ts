import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import {
  constraints,
  input,
  type LayersModel,
  layers,
  model as makeModel,
  regularizers,
} from '@tensorflow/tfjs-layers';
import { RandomStream } from 'xai-base';
import { describeBackends } from '../../../../tooling/jest/backends';
import { canonize, stripSoftmax } from '../../src';
import { randomizeWeights, randomTensor } from '../support/random';

type Symbolic = Parameters<InstanceType<typeof layers.Layer>['apply']>[0];

/** What training has to do with, for a kernel or another weight of that name. */
const training = (...names: string[]) =>
  Object.assign(
    {},
    ...names.map((name) => ({
      [`${name}Initializer`]: 'randomNormal',
      [`${name}Regularizer`]: regularizers.l1l2({ l1: 0.1, l2: 0.2 }),
      [`${name}Constraint`]: constraints.maxNorm({ maxValue: 5 }),
    })),
  );

const convolution = {
  kernelSize: [2, 3],
  strides: [1, 1],
  padding: 'same',
  dilationRate: [2, 2],
  activation: 'tanh',
  ...training('bias'),
};
const separable = { ...convolution, depthMultiplier: 3, ...training('depthwise', 'pointwise') };
const depthwise = { ...convolution, dilationRate: 1, depthMultiplier: 3, ...training('depthwise') };
const transposed = {
  ...convolution,
  dilationRate: 1,
  strides: [3, 2],
  kernelSize: [2, 5],
  useBias: false,
  filters: 3,
  ...training('kernel'),
};
const recurrent = {
  units: 3,
  activation: 'relu',
  useBias: true,
  goBackwards: true,
  returnSequences: true,
  ...training('kernel', 'recurrent', 'bias'),
};
const gated = { ...recurrent, recurrentActivation: 'sigmoid', implementation: 1 };
const pooling = { poolSize: 3, strides: 2, padding: 'same' };

/** Every layer with its options off their defaults, and the shape of its input. */
const cases: [name: string, options: object | (() => object), inputShape: number[]][] = [
  ['dense', { units: 3, activation: 'elu', useBias: false, ...training('kernel', 'bias') }, [4]],
  ['conv1d', { ...convolution, kernelSize: 2, strides: 1, dilationRate: 3, padding: 'valid', filters: 3 }, [9, 2]],
  ['conv2d', { ...convolution, filters: 3, useBias: false, ...training('kernel') }, [6, 6, 2]],
  ['conv2d', { ...convolution, filters: 3, dilationRate: 1, strides: [2, 3], dataFormat: 'channelsLast' }, [6, 6, 2]],
  ['conv3d', { ...convolution, kernelSize: [2, 1, 3], strides: 1, dilationRate: 1, filters: 3 }, [4, 4, 4, 2]],
  ['conv2dTranspose', transposed, [4, 4, 2]],
  ['conv3dTranspose', { ...transposed, kernelSize: [2, 1, 3], strides: [2, 1, 2] }, [3, 3, 3, 2]],
  ['separableConv2d', { ...separable, filters: 4 }, [6, 6, 2]],
  [
    'separableConv2d',
    { ...separable, filters: 4, useBias: false, padding: 'valid', strides: 2, dilationRate: 1 },
    [6, 6, 2],
  ],
  ['depthwiseConv2d', depthwise, [6, 6, 2]],
  ['embedding', { inputDim: 9, outputDim: 3, inputLength: 4, maskZero: true, ...training('embeddings') }, [4]],
  ['batchNormalization', { axis: 1, epsilon: 0.3, momentum: 0.5, scale: false, ...training('beta') }, [3, 5]],
  ['batchNormalization', { epsilon: 0.3, center: false, movingMeanInitializer: 'ones', ...training('gamma') }, [3, 5]],
  ['layerNormalization', { axis: 1, epsilon: 0.3, center: false, gammaInitializer: 'zeros' }, [3, 5]],
  ['layerNormalization', { axis: [1, 2], scale: false, betaInitializer: 'ones' }, [3, 5]],
  ['reLU', { maxValue: 0.5 }, [5]],
  ['leakyReLU', { alpha: 0.7 }, [5]],
  ['prelu', { sharedAxes: [1], ...training('alpha') }, [3, 5]],
  ['elu', {}, [5]],
  ['thresholdedReLU', { theta: 0.3 }, [5]],
  ['activation', { activation: 'softsign' }, [5]],
  ['maxPooling1d', pooling, [7, 2]],
  ['averagePooling1d', pooling, [7, 2]],
  ['maxPooling2d', { ...pooling, poolSize: [3, 2], strides: [2, 1] }, [7, 5, 2]],
  ['averagePooling2d', { ...pooling, poolSize: [3, 2], strides: [2, 1] }, [7, 5, 2]],
  ['maxPooling3d', pooling, [5, 5, 5, 2]],
  ['averagePooling3d', pooling, [5, 5, 5, 2]],
  ['globalMaxPooling1d', {}, [7, 2]],
  ['globalAveragePooling1d', {}, [7, 2]],
  ['globalMaxPooling2d', { dataFormat: 'channelsFirst' }, [2, 5, 4]],
  ['globalAveragePooling2d', { dataFormat: 'channelsFirst' }, [2, 5, 4]],
  [
    'zeroPadding2d',
    {
      padding: [
        [1, 2],
        [3, 0],
      ],
    },
    [4, 4, 2],
  ],
  [
    'cropping2D',
    {
      cropping: [
        [1, 2],
        [0, 1],
      ],
    },
    [5, 4, 2],
  ],
  ['upSampling2d', { size: [2, 3], interpolation: 'bilinear' }, [4, 4, 2]],
  ['flatten', { dataFormat: 'channelsFirst' }, [2, 3, 4]],
  ['reshape', { targetShape: [4, -1] }, [2, 6]],
  ['permute', { dims: [2, 1] }, [2, 6]],
  ['repeatVector', { n: 4 }, [5]],
  ['masking', { maskValue: 0.5 }, [3, 2]],
  ['dropout', { rate: 0.3, noiseShape: [1, 5], seed: 4 }, [5]],
  ['spatialDropout1d', { rate: 0.3, seed: 4 }, [5, 2]],
  ['gaussianDropout', { rate: 0.3 }, [5]],
  ['gaussianNoise', { stddev: 0.3 }, [5]],
  ['alphaDropout', { rate: 0.3, noiseShape: [1, 5] }, [5]],
  ['simpleRNN', recurrent, [4, 2]],
  ['gru', gated, [4, 2]],
  ['lstm', { ...gated, unitForgetBias: false }, [4, 2]],
  [
    'convLstm2d',
    { ...convolution, filters: 2, dilationRate: 1, returnSequences: true, recurrentInitializer: 'zeros' },
    [3, 5, 5, 2],
  ],
  ['timeDistributed', () => ({ layer: layers.separableConv2d({ ...separable, filters: 4 } as never) }), [3, 6, 6, 2]],
  ['timeDistributed', () => ({ layer: layers.depthwiseConv2d(depthwise as never) }), [3, 6, 6, 2]],
  ['bidirectional', () => ({ layer: layers.lstm(gated as never), mergeMode: 'ave' }), [4, 2]],
  ['bidirectional', () => ({ layer: layers.gru({ ...gated, goBackwards: false } as never), mergeMode: 'mul' }), [4, 2]],
  [
    'rnn',
    () => ({ cell: [layers.lstmCell(gated as never), layers.gruCell(gated as never)], goBackwards: true }),
    [4, 2],
  ],
  ['softmax', { axis: -1 }, [4, 2]],
];

const joins: [name: string, options: object][] = [
  ['add', {}],
  ['average', {}],
  ['multiply', {}],
  ['maximum', {}],
  ['minimum', {}],
  ['concatenate', { axis: 1 }],
  ['dot', { axes: [2, 2], normalize: true }],
];

function make(name: string, options: object) {
  type Make = (options: object) => InstanceType<typeof layers.Layer>;
  return (layers as unknown as Record<string, Make>)[name]({ trainable: false, ...options });
}

/** A model with random weights; constraints leave tensors behind when they are set. */
function withWeights(build: () => LayersModel): LayersModel {
  let model: LayersModel | undefined;
  tidy(() => {
    model = build();
    randomizeWeights(model, 2);
  });
  return model as LayersModel;
}

async function expectSame(model: LayersModel, copy: LayersModel, batch: Tensor): Promise<void> {
  const outputs = [model, copy].map((one) => one.predict(batch) as Tensor);
  const [expected, actual] = await Promise.all(outputs.map(async (one) => Array.from(await one.data())));
  expect(outputs[1].shape).toEqual(outputs[0].shape);
  expect(actual).toEqual(expected);
  expect(actual.some((value) => value !== 0)).toBe(true);
  const options = [model, copy].map((one) => optionsOf(one.layers.at(-1)?.getConfig()));
  expect(JSON.parse(options[1])).toEqual(JSON.parse(options[0]));
  for (const one of outputs) one.dispose();
}

/** The options that a layer tells of, but names and those that are for training alone. */
function optionsOf(config: unknown): string {
  return JSON.stringify(config, (key, value) => (/(Constraint|Initializer|^name)$/.test(key) ? undefined : value));
}

describeBackends('a copy of a layer, all options off their defaults', () => {
  test.each(cases.map((one, index): [string, (typeof cases)[number]] => [`${one[0]} (${index})`, one]))(
    '%s',
    async (_title, [name, options, inputShape]) => {
      const model = withWeights(() => {
        const x = input({ shape: inputShape });
        return makeModel({
          inputs: x,
          outputs: make(name, typeof options === 'function' ? options() : options).apply(x) as never,
        });
      });
      const numbers = randomTensor([2, ...inputShape], new RandomStream(1));
      const batch = name === 'embedding' ? tensor([1, 5, 3, 8, 2, 0, 4, 6], [2, 4]) : numbers.clone();
      const copy = name === 'softmax' ? canonize(model) : stripSoftmax(model);
      await expectSame(model, copy, batch);
      for (const one of [model, copy, batch, numbers]) one.dispose();
    },
  );

  test.each(joins)('%s', async (name, options) => {
    const x = input({ shape: [3, 4] });
    const other = layers.activation({ activation: 'tanh' }).apply(x);
    const model = makeModel({ inputs: x, outputs: make(name, options).apply([x, other] as Symbolic) as never });
    const batch = randomTensor([2, 3, 4], new RandomStream(1));
    const copy = stripSoftmax(model);
    await expectSame(model, copy, batch);
    for (const one of [model, copy, batch]) one.dispose();
  });
});
