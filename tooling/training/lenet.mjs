import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { useWasm } from 'tfjs-gradients/wasm';
import { pickDigits, readMnist } from './data/mnist.mjs';
import { writeOnnx } from './onnx/write-onnx.mjs';
import { modelFolder, writeMeta } from './steps/files.mjs';
import { crossEntropy, fit } from './steps/fit.mjs';
import { dense, seeded } from './steps/layers.mjs';
import { accuracy, largestShare, predictClasses } from './steps/measures.mjs';
import { randomNumbers } from './steps/random.mjs';
import { saveModel } from './steps/save-model.mjs';

const epochs = 8;
const conv = (name, filters, padding, seed, more = {}) =>
  layers.conv2d({
    name,
    filters,
    kernelSize: 5,
    padding,
    activation: 'relu',
    kernelInitializer: seeded(seed),
    ...more,
  });
const pool = (name) => layers.maxPooling2d({ name, poolSize: 2, strides: 2 });

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

await useWasm();
const [train, test] = [readMnist('train'), readMnist('t10k')];
const [images] = toTensors(test, [...test.labels.keys()]);
const labels = [...test.labels];
const model = lenet();
const share = () => accuracy(predictClasses(model, images), labels);
fit(model, {
  count: train.count,
  batch: (indices) => toTensors(train, indices),
  loss: crossEntropy(10),
  epochs,
  random: randomNumbers(9),
  afterEpoch: (epoch) => console.log(`epoch ${epoch} of ${epochs}: ${(100 * share()).toFixed(2)} % of the test digits`),
});

const folder = modelFolder('lenet');
const digits = Array.from({ length: 10 }, (_, digit) => String(digit));
await saveModel(model, folder);
await writeOnnx(model, new URL('lenet.onnx', folder), tf.slice(images, 0, 100), { channelsFirst: true });
writeMeta(folder, {
  title: 'Handwritten digits',
  modality: 'image',
  task: 'classification',
  input: { shape: [null, 28, 28, 1], type: 'float32', range: [0, 1] },
  onnx: { file: 'lenet.onnx', channelsFirst: true },
  classes: digits,
  samples: digits.map((digit) => ({ file: `../digits/${digit}.png`, expected: digit })),
  heldOut: {
    measure: 'accuracy',
    value: share(),
    count: test.count,
    baseline: { name: 'always the most frequent digit', value: largestShare(labels) },
  },
});
