import { Tokenizer } from '@huggingface/tokenizers';
import { isHeldOut } from './data/held-out-mails.mjs';
import { readMails } from './data/mails.mjs';
import { predictOnnx } from './onnx/predict-onnx.mjs';
import { modelFolder, writeMeta, writeText } from './steps/files.mjs';
import { accuracy, largestShare, rounded } from './steps/measures.mjs';
import { trainInTorch } from './steps/train-in-torch.mjs';
import { bertTokenizer, specialTokens } from './text/bert-tokenizer.mjs';
import { wordPieces } from './text/word-pieces.mjs';

const folder = modelFolder('mails');
const classes = ['ham', 'spam'];
const length = 128;
const vocabulary = 3000;
const endings = 200;
const settings = { seed: 6, epochs: 8, batchSize: 32, rate: 0.0015, hidden: 0.2, dropout: 0.1 };

const mails = readMails();
const [train, heldOut] = [false, true].map((side) => mails.filter((mail) => isHeldOut(mail) === side));

/** By how many authors each word or sign is used, as BERT's tokenizer parts them, as far as two use it. */
function authorsOfWords(list) {
  const authors = new Map();
  for (const { sender, text } of list) {
    for (const word of text
      .slice(0, 4000)
      .toLowerCase()
      .match(/[a-z0-9]+|[!-/:-@[-`{-~]/g) ?? [])
      authors.set(word, (authors.get(word) ?? new Set()).add(sender));
  }
  return new Map([...authors].map(([word, users]) => [word, users.size]).filter(([, count]) => count > 1));
}

const pieces = wordPieces(authorsOfWords(train), vocabulary - specialTokens.length, endings);
const { tokenizer, config } = bertTokenizer(pieces, length);
const reader = new Tokenizer(tokenizer, config);

/** The ids of a text: of one that is too long the first, and the last special token. */
function idsOf({ text }) {
  const { ids } = reader.encode(text.slice(0, 4000));
  return ids.length > length ? [...ids.slice(0, length - 1), ids.at(-1)] : ids;
}

const labelsOf = (list) => list.map(({ isSpam }) => Number(isSpam));
const filesOf = (list, name) => {
  const ids = new Int32Array(list.length * length);
  for (const [row, mail] of list.entries()) ids.set(idsOf(mail), row * length);
  return { [`${name}.ids`]: ids, [`${name}.labels`]: Int32Array.from(labelsOf(list)) };
};

writeText(new URL('tokenizer.json', folder), `${JSON.stringify(tokenizer)}\n`);
writeText(new URL('tokenizer_config.json', folder), `${JSON.stringify(config, null, 2)}\n`);
const told = {
  ...settings,
  length,
  vocabulary: pieces.length + specialTokens.length,
  specialTokens: specialTokens.length,
};
const files = { ...filesOf(train, 'train'), ...filesOf(heldOut, 'heldOut') };
const model = new URL('model.onnx', folder);
trainInTorch(
  'train_mails.py',
  { ...files, 'settings.json': JSON.stringify({ ...told, mask: specialTokens.indexOf('[MASK]') }) },
  model,
);

/** The classes that onnxruntime finds, of one mail after the other, as a text is given: without padding. */
async function read(list) {
  return predictOnnx(
    model,
    list.map((mail) => {
      const ids = idsOf(mail);
      const row = (values) => ({ type: 'int64', shape: [1, ids.length], values });
      return { input_ids: row(ids), attention_mask: row(ids.map(() => 1)), token_type_ids: row(ids.map(() => 0)) };
    }),
  );
}

const predicted = await read(heldOut);
const value = rounded(accuracy(predicted, labelsOf(heldOut)), 4);
const baseline = { name: 'always ham', value: rounded(largestShare(labelsOf(heldOut)), 4) };
console.log(`accuracy: ${value} of ${heldOut.length} mails; ${baseline.name}: ${baseline.value}`);
for (const group of [...new Set(heldOut.map((one) => one.group))]) {
  const rows = [...heldOut.keys()].filter((row) => heldOut[row].group === group);
  const right = rows.filter((row) => predicted[row] === Number(heldOut[row].isSpam));
  console.log(`${group}: ${rounded(right.length / rows.length, 3)} of ${rows.length}`);
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
console.log(`the samples are read as ${(await read(texts)).map((label) => classes[label])}`);
for (const { file, text } of texts) writeText(new URL(file, folder), `${text}\n`);
writeMeta(folder, {
  title: 'Mails that are spam',
  modality: 'text',
  task: 'classification',
  input: { shape: [null, length], type: 'int32' },
  onnx: { file: 'model.onnx', channelsFirst: false },
  tokenizer: 'tokenizer.json',
  classes,
  samples: texts.map(({ file, expected }) => ({ file, expected })),
  heldOut: { measure: 'accuracy', value, count: heldOut.length, baseline },
});
