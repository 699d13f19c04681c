import { abs, dispose, floor, mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { randomTensor } from './tensors';

/** A model, and an input for it. */
export interface ModelCase {
  readonly name: string;
  build(): { model: tfl.LayersModel; input: Tensor };
}

const { dense, conv2d, averagePooling2d, flatten, embedding, activation, dropout } = tfl.layers;

const recurrentInitializer = 'glorotUniform'; // the default one needs the chained ops of the package `@tensorflow/tfjs`
const lstm = (units: number, returnSequences = false) =>
  tfl.layers.lstm({ units, returnSequences, recurrentInitializer });
const gru = (units: number) => tfl.layers.gru({ units, recurrentInitializer });

function tokens(shape: number[]): Tensor {
  return tidy(() => floor(abs(mul(randomTensor(shape, 9), 2)))); // 0 is the padding
}

function perceptron(): tfl.Sequential {
  return tfl.sequential({
    layers: [dense({ units: 4, inputShape: [3], activation: 'softplus' }), dense({ units: 3, activation: 'tanh' })],
  });
}

function onImages(layers: tfl.layers.Layer[]) {
  return {
    model: tfl.sequential({ layers: [...layers, flatten(), dense({ units: 3 })] }),
    input: randomTensor([2, 8, 8, 2]),
  };
}

/** The same weights at each run, positive ones where variances must be. */
function seeded({ model, input }: ReturnType<ModelCase['build']>) {
  const weights = model.weights.map(({ shape, name }, index) =>
    tidy(() =>
      mul(
        name.includes('variance')
          ? abs(randomTensor(shape as number[], index))
          : randomTensor(shape as number[], index),
        0.5,
      ),
    ),
  );
  model.setWeights(weights);
  dispose(weights);
  return { model, input };
}

const cases: ModelCase[] = [
  { name: 'a perceptron', build: () => ({ model: perceptron(), input: randomTensor([5, 3]) }) },
  {
    name: 'a convolutional net',
    build: () =>
      onImages([
        conv2d({ filters: 3, kernelSize: 3, inputShape: [8, 8, 2], activation: 'softplus' }),
        tfl.layers.batchNormalization(),
        averagePooling2d({ poolSize: 2 }),
        dropout({ rate: 0.5 }),
      ]),
  },
  {
    name: 'a residual block',
    build() {
      const input = tfl.input({ shape: [8, 8, 2] });
      const branch = conv2d({ filters: 2, kernelSize: 3, padding: 'same', activation: 'softplus' }).apply(input);
      const sum = tfl.layers.add().apply([branch as tfl.SymbolicTensor, input]);
      const output = dense({ units: 3 }).apply(flatten().apply(sum)) as tfl.SymbolicTensor;
      return { model: tfl.model({ inputs: input, outputs: output }), input: randomTensor([2, 8, 8, 2]) };
    },
  },
  {
    name: 'a shared layer and a concatenation',
    build() {
      const input = tfl.input({ shape: [3] });
      const shared = dense({ units: 3, activation: 'tanh' });
      const once = shared.apply(input) as tfl.SymbolicTensor;
      const twice = shared.apply(once) as tfl.SymbolicTensor;
      const output = tfl.layers.concatenate().apply([input, once, twice]) as tfl.SymbolicTensor;
      return { model: tfl.model({ inputs: input, outputs: output }), input: randomTensor([2, 3]) };
    },
  },
  {
    name: 'a Sequential at the head of a Sequential',
    build: () => ({
      model: tfl.sequential({ layers: [perceptron(), dense({ units: 2 })] }),
      input: randomTensor([2, 3]),
    }),
  },
  {
    name: 'a Sequential in the middle of a Sequential',
    build: () => ({
      model: tfl.sequential({
        layers: [dense({ units: 3, inputShape: [5] }), perceptron(), activation({ activation: 'softplus' })],
      }),
      input: randomTensor([2, 5]),
    }),
  },
  {
    name: 'one nested model used twice, at two depths',
    build() {
      const nested = perceptron();
      const outer = tfl.sequential({ layers: [dense({ units: 3, inputShape: [3] }), nested] });
      const input = tfl.input({ shape: [3] });
      const first = nested.apply(input) as tfl.SymbolicTensor;
      const second = outer.apply(first) as tfl.SymbolicTensor;
      const third = nested.apply(second) as tfl.SymbolicTensor;
      const output = tfl.layers.add().apply([first, third]) as tfl.SymbolicTensor;
      return { model: tfl.model({ inputs: input, outputs: output }), input: randomTensor([2, 3]) };
    },
  },
  {
    name: 'a head on the inner tensors of another model',
    build() {
      const base = perceptron();
      const output = dense({ units: 2 }).apply(base.layers[0].output) as tfl.SymbolicTensor;
      return { model: tfl.model({ inputs: base.inputs, outputs: output }), input: randomTensor([2, 3]) };
    },
  },
  {
    name: 'masked tokens into an LSTM',
    build: () => ({
      model: tfl.sequential({
        layers: [
          embedding({ inputDim: 10, outputDim: 4, inputLength: 6, maskZero: true }),
          lstm(5, true),
          gru(3),
          dense({ units: 2 }),
        ],
      }),
      input: tokens([3, 6]),
    }),
  },
  {
    name: 'a masked series into a bidirectional LSTM',
    build: () => ({
      model: tfl.sequential({
        layers: [
          tfl.layers.masking({ maskValue: 0, inputShape: [5, 2] }),
          tfl.layers.bidirectional({ layer: lstm(3) as tfl.RNN, mergeMode: 'concat' }),
          dense({ units: 2 }),
        ],
      }),
      input: randomTensor([2, 5, 2]),
    }),
  },
  {
    name: 'tokens, time distributed',
    build: () => ({
      model: tfl.sequential({
        layers: [
          embedding({ inputDim: 10, outputDim: 4, inputLength: 6 }),
          tfl.layers.timeDistributed({ layer: dense({ units: 3 }) }),
          tfl.layers.globalAveragePooling1d({}),
        ],
      }),
      input: tokens([2, 6]),
    }),
  },
  {
    name: 'an LSTM that starts with given states',
    build() {
      const input = tfl.input({ shape: [5, 2] });
      const state = dense({ units: 3 }).apply(flatten().apply(input)) as tfl.SymbolicTensor;
      const output = lstm(3).apply([input, state, state]) as tfl.SymbolicTensor;
      return { model: tfl.model({ inputs: input, outputs: output }), input: randomTensor([2, 5, 2]) };
    },
  },
];
/** Architectures that a walk through layers may stumble over. */
export const modelCases: ModelCase[] = cases.map(({ name, build }) => ({ name, build: () => seeded(build()) }));
