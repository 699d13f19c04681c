import { mkdirSync } from 'node:fs';
import { readMnist } from './data/mnist.mjs';
import { predictOnnx } from './onnx/predict-onnx.mjs';
import { modelFolder, writeMeta } from './steps/files.mjs';
import { accuracy, largestShare, rounded } from './steps/measures.mjs';
import { trainInTorch } from './steps/train-in-torch.mjs';

const folder = modelFolder('vit');
const settings = { seed: 6, epochs: 8, batchSize: 128, rate: 0.003, hidden: 0.05 };
const train = readMnist('train');
const heldOut = readMnist('t10k');

const filesOf = ({ images, labels }, name) => ({ [`${name}.pixels`]: images, [`${name}.labels`]: labels });
const files = { ...filesOf(train, 'train'), ...filesOf(heldOut, 'heldOut'), 'settings.json': JSON.stringify(settings) };
const model = new URL('model.onnx', folder);
mkdirSync(folder, { recursive: true });
trainInTorch('train_digits.py', files, model);

const batches = Array.from({ length: heldOut.count / 500 }, (_, batch) => {
  const bytes = heldOut.images.subarray(batch * 500 * 784, (batch + 1) * 500 * 784);
  return {
    pixel_values: { type: 'float32', shape: [500, 1, 28, 28], values: Float32Array.from(bytes, (byte) => byte / 255) },
  };
});
const labels = Array.from(heldOut.labels);
const value = rounded(accuracy(await predictOnnx(model, batches), labels), 4);
const baseline = { name: 'always the most frequent', value: rounded(largestShare(labels), 4) };
console.log(`accuracy: ${value} of ${heldOut.count} digits; ${baseline.name}: ${baseline.value}`);

const digits = Array.from({ length: 10 }, (_, digit) => String(digit));
writeMeta(folder, {
  title: 'Handwritten digits',
  modality: 'image',
  task: 'classification',
  input: { shape: [null, 28, 28, 1], type: 'float32', range: [0, 1] },
  onnx: { file: 'model.onnx', channelsFirst: true },
  classes: digits,
  samples: digits.map((digit) => ({ file: `../digits/${digit}.png`, expected: digit })),
  heldOut: { measure: 'accuracy', value, count: heldOut.count, baseline },
});
