import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { useWasm } from 'tfjs-gradients/wasm';
import { isHeldOut } from './data/held-out-mails.mjs';
import { readMails } from './data/mails.mjs';
import { writeOnnx } from './onnx/write-onnx.mjs';
import { writeMeta, writeText } from './steps/files.mjs';
import { crossEntropy, fit } from './steps/fit.mjs';
import { dense, seeded } from './steps/layers.mjs';
import { accuracy, largestShare, predictClasses, rounded } from './steps/measures.mjs';
import { randomNumbers } from './steps/random.mjs';
import { saveModel } from './steps/save-model.mjs';
import { commonWords, idsOf, wordsOf } from './steps/vocabulary.mjs';

const folder = new URL('../../packages/xai-cli/test/fixtures/spam/', import.meta.url); // the tests of vocabularies explain it
const classes = ['ham', 'spam'];
const length = 128;
const size = 3000;
const epochs = 10;
const random = randomNumbers(6);

const mails = readMails().map((mail) => ({ ...mail, words: wordsOf(mail.text).slice(0, length) }));
const [train, heldOut] = [false, true].map((side) => mails.filter((mail) => isHeldOut(mail) === side));

const words = commonWords(
  train.map(({ sender, words }) => ({ author: sender, words })),
  size,
);
const vocabulary = new Map(words.map((word, id) => [word, id]));
const labelsOf = (list) => list.map(({ isSpam }) => Number(isSpam));
const inputsOf = (list, change = (id) => id) =>
  tf.tensor2d(
    list.map(({ words }) => idsOf(words, vocabulary, length).map(change)),
    [list.length, length],
    'int32',
  );

await useWasm();
const model = sequential({
  name: 'spam',
  layers: [
    layers.embedding({
      name: 'embedding_1',
      inputDim: size,
      outputDim: 12,
      inputLength: length,
      embeddingsInitializer: { className: 'RandomUniform', config: { minval: -0.05, maxval: 0.05, seed: 1 } },
    }),
    layers.conv1d({
      name: 'conv1d_1',
      filters: 32,
      kernelSize: 3,
      activation: 'relu',
      padding: 'same',
      kernelInitializer: seeded(2),
    }),
    layers.globalAveragePooling1d({ name: 'global_average_pooling1d_1' }),
    dense('dense_1', 2, 'linear', 3),
  ],
});

/** Words are hidden at random while it learns, so that hidden words, as explanations hide them, are nothing new to it. */
const hide = (id) => (id > 1 && random() < 0.2 ? 1 : id);
const share = (list) => accuracy(predictClasses(model, inputsOf(list)), labelsOf(list));
fit(model, {
  count: train.length,
  batch: (indices) => {
    const chosen = indices.map((index) => train[index]);
    return [inputsOf(chosen, hide), tf.tensor1d(labelsOf(chosen), 'int32')];
  },
  loss: crossEntropy(classes.length),
  epochs,
  batchSize: 32,
  rate: 0.003,
  random,
  afterEpoch: (epoch) => console.log(`epoch ${epoch} of ${epochs}: ${share(heldOut)}`),
});

const value = rounded(share(heldOut), 4);
const baseline = { name: 'always ham', value: rounded(largestShare(labelsOf(heldOut)), 4) };
console.log(`accuracy: ${value} of ${heldOut.length} mails; ${baseline.name}: ${baseline.value}`);
for (const group of [...new Set(heldOut.map((one) => one.group))]) {
  const list = heldOut.filter((one) => one.group === group);
  console.log(`${group}: ${rounded(share(list), 3)} of ${list.length}`);
}

/** Some lines of mails that are held out, which tell of no person. */
const texts = [
  { name: 'file-access', id: 'easy-ham-2/00398', lines: [0, 3] },
  { name: 'putty', id: 'easy-ham-2/00122', lines: [0, 5] },
  { name: 'goodbye', id: 'spam-2/00813', lines: [1, 7] },
  { name: 'credit-cards', id: 'spam-2/00167', lines: [1, 5] },
].map(({ name, id, lines }) => {
  const { text, isSpam } = heldOut.find((mail) => mail.id === id);
  const some = text
    .split('\n')
    .slice(...lines)
    .join('\n');
  return { file: `samples/${name}.txt`, text: some, expected: classes[Number(isSpam)] };
});
const inputs = inputsOf(texts.map(({ text }) => ({ words: wordsOf(text) })));
console.log(`the samples are read as ${predictClasses(model, inputs).map((label) => classes[label])}`);
for (const { file, text } of texts) writeText(new URL(file, folder), `${text}\n`);
writeText(new URL('vocabulary.json', folder), `${JSON.stringify(words)}\n`);
await saveModel(model, folder);
await writeOnnx(model, new URL('spam.onnx', folder), inputsOf(heldOut.slice(0, 200)));
writeMeta(folder, {
  title: 'Mails that are spam',
  modality: 'text',
  task: 'classification',
  input: { shape: [null, length], type: 'int32' },
  onnx: { file: 'spam.onnx', channelsFirst: false },
  vocabulary: { file: 'vocabulary.json', padding: 0, unknown: 1, lowerCase: true, locale: 'en' },
  classes,
  samples: texts.map(({ file, expected }) => ({ file, expected })),
  heldOut: { measure: 'accuracy', value, count: heldOut.length, baseline },
});
