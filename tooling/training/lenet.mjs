import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { useWasm } from 'tfjs-gradients/wasm';
import { pickDigits, readMnist } from './mnist.mjs';
import { randomNumbers, shuffled } from './random.mjs';
import { saveModel } from './save-model.mjs';

const epochs = 8;
const batchSize = 64;
const random = randomNumbers(9);

const initializer = (seed) => ({ className: 'GlorotUniform', config: { seed } });
const conv = (name, filters, padding, seed, more = {}) =>
  layers.conv2d({
    name,
    filters,
    kernelSize: 5,
    padding,
    activation: 'relu',
    kernelInitializer: initializer(seed),
    ...more,
  });
const pool = (name) => layers.maxPooling2d({ name, poolSize: 2, strides: 2 });
const dense = (name, units, activation, seed) =>
  layers.dense({ name, units, activation, kernelInitializer: initializer(seed) });

/** LeNet-5 in today's form: max pooling, relu, and logits at its end, as explanations are of the logit. */
const lenet = () =>
  sequential({
    name: 'lenet',
    layers: [
      conv('conv2d_1', 6, 'same', 1, { inputShape: [28, 28, 1] }),
      pool('max_pooling2d_1'),
      conv('conv2d_2', 16, 'valid', 2),
      pool('max_pooling2d_2'),
      layers.flatten({ name: 'flatten_1' }),
      dense('dense_1', 120, 'relu', 3),
      dense('dense_2', 84, 'relu', 4),
      dense('dense_3', 10, 'linear', 5),
    ],
  });

/** The digits at some indices, as tensors: images `[batch, 28, 28, 1]` in [0, 1] and labels `[batch]`. */
function toTensors(data, indices) {
  const { pixels, labels } = pickDigits(data, indices);
  return [tf.tensor4d(pixels, [labels.length, 28, 28, 1]), tf.tensor1d(labels, 'int32')];
}

function accuracy(model, data) {
  let right = 0;
  for (let start = 0; start < data.count; start += 1000) {
    const indices = Array.from({ length: 1000 }, (_, offset) => start + offset);
    right += tf.tidy(() => {
      const [images, labels] = toTensors(data, indices);
      return tf.sum(tf.equal(tf.argMax(model.predict(images), -1), labels)).arraySync();
    });
  }
  return right / data.count;
}

await useWasm();
const [train, test] = [readMnist('train'), readMnist('t10k')];
const model = lenet();
const optimizer = tf.train.adam(0.001);
const weights = model.trainableWeights.map((weight) => weight.read());

for (let epoch = 0; epoch < epochs; epoch++) {
  const order = shuffled(train.count, random);
  for (let start = 0; start < order.length; start += batchSize) {
    optimizer.learningRate = 0.001 * 0.5 * (1 + Math.cos((Math.PI * (epoch + start / order.length)) / epochs));
    tf.tidy(() => {
      const [images, labels] = toTensors(train, Array.from(order.subarray(start, start + batchSize)));
      const target = tf.oneHot(labels, 10);
      const loss = () => tf.losses.softmaxCrossEntropy(target, model.apply(images, { training: true }));
      optimizer.minimize(loss, false, weights);
    });
  }
  console.log(`epoch ${epoch + 1} of ${epochs}: ${(100 * accuracy(model, test)).toFixed(2)} % of the test digits`);
}
await saveModel(model, new URL('../../packages/xai-cli/models/lenet/', import.meta.url));
