import * as tf from '@tensorflow/tfjs-core';
import { float, int, ints } from 'onnx-format';
import { applyActivation } from './activations.mjs';
import { padsOf } from './pads.mjs';

/** By the class of a tfjs layer: what writes it into a graph, `(graph, layer, name) => void`, `name` being that of its output. */
export const writers = {
  Activation: (graph, layer, name) => applyActivation(graph, layer, name),
  AveragePooling1D: pooling('AveragePool'),
  AveragePooling2D: pooling('AveragePool'),
  BatchNormalization: normalization,
  Conv1D: convolution,
  Conv2D: convolution,
  Dense: dense,
  Dropout: () => {},
  Embedding: embedding,
  Flatten: flatten,
  GlobalAveragePooling1D: globalPooling('ReduceMean'),
  GlobalMaxPooling1D: globalPooling('ReduceMax'),
  InputLayer: () => {},
  MaxPooling1D: pooling('MaxPool'),
  MaxPooling2D: pooling('MaxPool'),
};

function convolution(graph, layer, name) {
  const { kernel, bias } = weightsOf(layer); // [...window, in, out]
  const window = kernel.shape.slice(0, -2);
  const filters = tf.transpose(kernel, [kernel.rank - 1, kernel.rank - 2, ...window.keys()]); // [out, in, ...window]
  graph.putChannels('first', kernel.rank);
  const { strides, dilationRate } = layer;
  const pads = padsOf(layer, window);
  const attributes = { kernel_shape: ints(window), strides: ints(strides), dilations: ints(dilationRate), pads };
  const constants = bias ? { kernel: filters, bias } : { kernel: filters };
  applyActivation(graph, layer, name, (value) => graph.apply('Conv', value, constants, attributes));
}

function pooling(op) {
  return (graph, layer, name) => {
    const { poolSize, strides } = layer;
    graph.putChannels('first', layer.input.shape.length);
    const pads = padsOf(layer, poolSize);
    graph.apply(op, name, {}, { kernel_shape: ints(poolSize), strides: ints(strides), pads });
  };
}

function globalPooling(op) {
  return (graph, _, name) => graph.apply(op, name, {}, { axes: ints([graph.channelsFirst ? 2 : 1]), keepdims: int(0) });
}

function dense(graph, layer, name) {
  const { kernel, bias } = weightsOf(layer);
  if (layer.input.shape.length !== 2)
    throw new Error(`${layer.name} takes [${layer.input.shape}]; expected [batch, features].`);
  applyActivation(graph, layer, name, (value) => graph.apply('Gemm', value, bias ? { kernel, bias } : { kernel }));
}

function flatten(graph, layer, name) {
  graph.putChannels('last', layer.input.shape.length);
  graph.apply('Flatten', name);
}

function embedding(graph, layer, name) {
  const { embeddings } = weightsOf(layer);
  graph.add('Gather', [graph.addConstant(`${name}/embeddings`, embeddings), graph.value], name);
}

function normalization(graph, layer, name) {
  const { moving_mean: mean, moving_variance: variance, gamma, beta } = weightsOf(layer);
  const constants = { scale: gamma ?? tf.onesLike(mean), offset: beta ?? tf.zerosLike(mean), mean, variance };
  graph.putChannels('first', layer.input.shape.length);
  graph.apply('BatchNormalization', name, constants, { epsilon: float(layer.epsilon) });
}

/** The weights of a layer, by their names within it. */
function weightsOf(layer) {
  return Object.fromEntries(layer.weights.map((weight) => [weight.name.split('/').at(-1), weight.read()]));
}
