import * as tf from '@tensorflow/tfjs-core';
import { sequential } from '@tensorflow/tfjs-layers';
import { useWasm } from 'tfjs-gradients/wasm';
import { columns, readPenguins, species } from './data/penguins.mjs';
import { writeOnnx } from './onnx/write-onnx.mjs';
import { modelFolder, writeCsv, writeMeta } from './steps/files.mjs';
import { crossEntropy, fit } from './steps/fit.mjs';
import { dense } from './steps/layers.mjs';
import { accuracy, largestShare, predictClasses } from './steps/measures.mjs';
import { randomNumbers, shuffled } from './steps/random.mjs';
import { saveModel } from './steps/save-model.mjs';
import { standardization } from './steps/standardization.mjs';

const folder = modelFolder('penguins');
const heldOutCount = 111; // a third
const random = randomNumbers(1);

await useWasm();
const { rows, labels } = readPenguins();
const order = [...shuffled(rows.length, random)];
const [heldOut, train] = [order.slice(0, heldOutCount), order.slice(heldOutCount)];
const inputsAt = (indices) => tf.tensor2d(indices.map((row) => rows[row]));
const labelsAt = (indices) => indices.map((row) => labels[row]);

const model = sequential({
  name: 'penguins',
  layers: [standardization(inputsAt(train)), dense('dense_1', 16, 'relu', 1), dense('dense_2', 3, 'linear', 2)],
});
fit(model, {
  count: train.length,
  batch: (indices) => {
    const chosen = indices.map((index) => train[index]);
    return [inputsAt(chosen), tf.tensor1d(labelsAt(chosen), 'int32')];
  },
  loss: crossEntropy(species.length),
  epochs: 60,
  batchSize: 16,
  rate: 0.01,
  random,
});

const predicted = predictClasses(model, inputsAt(heldOut));
const value = accuracy(predicted, labelsAt(heldOut));
const baseline = { name: 'always the most frequent species', value: largestShare(labelsAt(heldOut)) };
console.log(`${(100 * value).toFixed(1)} % of ${heldOutCount} held-out penguins; ${baseline.name}: ${baseline.value}`);

/** The first two held-out penguins of each species that the model reads right. */
const samples = species.flatMap((_, label) =>
  heldOut.filter((row, at) => labels[row] === label && predicted[at] === label).slice(0, 2),
);
const withSpecies = (indices) => indices.map((row) => [...rows[row], species[labels[row]]]);
writeCsv(new URL('samples.csv', folder), [...columns, 'species'], withSpecies(samples));
writeCsv(new URL('background.csv', folder), [...columns, 'species'], withSpecies(train.slice(0, 60)));
await saveModel(model, folder);
await writeOnnx(model, new URL('penguins.onnx', folder), inputsAt(heldOut));
writeMeta(folder, {
  title: 'Species of penguins by their measures',
  modality: 'table',
  task: 'classification',
  input: { shape: [null, columns.length], type: 'float32' },
  onnx: { file: 'penguins.onnx', channelsFirst: false },
  features: columns,
  categories: { sex: ['female', 'male'] },
  target: 'species',
  classes: species,
  background: 'background.csv',
  samples: samples.map((row, at) => ({ file: 'samples.csv', row: at, expected: species[labels[row]] })),
  heldOut: { measure: 'accuracy', value, count: heldOutCount, baseline },
});
