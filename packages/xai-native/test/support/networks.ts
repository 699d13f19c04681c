import { randomUniform, type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  type LayersModel,
  layers,
  model,
  input as modelInput,
  type SymbolicTensor,
  sequential,
} from '@tensorflow/tfjs-layers';

/** A network with a sample batch for it. */
export interface Example {
  readonly model: LayersModel;
  readonly input: Tensor;
}

/** Random, but the same weights each time; a variance has no negative number. */
function settled(net: LayersModel): LayersModel {
  tidy(() => {
    net.setWeights(
      net.weights.map(({ shape, name }, index) => {
        const isPositive = /variance|gamma/.test(name);
        return randomUniform(shape as number[], isPositive ? 0.5 : -0.6, isPositive ? 1.5 : 0.6, 'float32', 11 + index);
      }),
    );
  });
  return net;
}

function example(net: LayersModel, batch = 2): Example {
  const shape = net.inputs[0].shape.slice(1) as number[];
  return { model: settled(net), input: randomUniform([batch, ...shape], -1, 1, 'float32', 5) };
}

/** Small networks of every kind, by name. */
export const networks: Record<string, () => Example> = {
  dense: () =>
    example(
      sequential({
        layers: [
          layers.dense({ units: 6, activation: 'relu', inputShape: [4] }),
          layers.dense({ units: 5, activation: 'tanh' }),
          layers.dropout({ rate: 0.5 }),
          layers.dense({ units: 3 }),
        ],
      }),
    ),
  convolutional: () =>
    example(
      sequential({
        layers: [
          layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [9, 8, 2] }),
          layers.maxPooling2d({ poolSize: 2 }),
          layers.conv2d({ filters: 5, kernelSize: 3, strides: 2, padding: 'same', activation: 'elu' }),
          layers.averagePooling2d({ poolSize: 2, strides: 1, padding: 'same' }),
          layers.flatten(),
          layers.dense({ units: 3 }),
        ],
      }),
    ),
  residual: () => {
    const image = modelInput({ shape: [8, 8, 3] });
    const normalized = (x: SymbolicTensor, layer: ReturnType<typeof layers.conv2d>) =>
      layers.batchNormalization().apply(layer.apply(x)) as SymbolicTensor;
    const conv = (filters: number, kernelSize: number, strides = 1) =>
      layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false });
    const start = layers.reLU().apply(normalized(image, conv(4, 3))) as SymbolicTensor;
    const pooled = layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }).apply(start) as SymbolicTensor;
    const inner = layers.activation({ activation: 'relu' }).apply(normalized(pooled, conv(6, 3, 2))) as SymbolicTensor;
    const deep = normalized(inner, conv(6, 3));
    const shortcut = normalized(pooled, conv(6, 1, 2));
    const sum = layers.add().apply([deep, shortcut]) as SymbolicTensor;
    const top = layers.globalAveragePooling2d({}).apply(layers.reLU().apply(sum)) as SymbolicTensor;
    return example(model({ inputs: image, outputs: layers.dense({ units: 4 }).apply(top) as SymbolicTensor }));
  },
  mobile: () =>
    example(
      sequential({
        layers: [
          layers.conv2d({
            filters: 4,
            kernelSize: 3,
            strides: 2,
            padding: 'same',
            useBias: false,
            inputShape: [9, 9, 3],
          }),
          layers.batchNormalization(),
          layers.reLU({ maxValue: 6 }),
          layers.depthwiseConv2d({ kernelSize: 3, strides: 2, padding: 'same', useBias: false }),
          layers.batchNormalization(),
          layers.reLU({ maxValue: 6 }),
          layers.separableConv2d({ filters: 5, kernelSize: 2, activation: 'relu' }),
          layers.globalMaxPooling2d({}),
          layers.dense({ units: 3 }),
        ],
      }),
    ),
  series: () =>
    example(
      sequential({
        layers: [
          layers.conv1d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [10, 2] }),
          layers.maxPooling1d({ poolSize: 2 }),
          layers.conv1d({ filters: 5, kernelSize: 2, activation: 'softplus' }),
          layers.globalAveragePooling1d(),
          layers.dense({ units: 3 }),
        ],
      }),
    ),
  recurrent: () =>
    example(
      sequential({
        layers: [
          layers.lstm({ units: 4, recurrentInitializer: 'glorotUniform', returnSequences: true, inputShape: [5, 3] }),
          layers.gru({ units: 3, recurrentInitializer: 'glorotUniform' }),
          layers.dense({ units: 3 }),
        ],
      }),
    ),
  upsampling: () =>
    example(
      sequential({
        layers: [
          layers.zeroPadding2d({ padding: [1, 2], inputShape: [4, 4, 2] }),
          layers.upSampling2d({ size: [2, 2] }),
          layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
          layers.cropping2D({
            cropping: [
              [1, 2],
              [0, 1],
            ],
          }),
          layers.layerNormalization(),
          layers.globalAveragePooling2d({}),
          layers.dense({ units: 3 }),
        ],
      }),
    ),
};
