import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TextModel } from 'onnx-model';
import { deserializePlain, serialize } from 'xai-base';
import {
  checkRecipe,
  guessRecipe,
  loadTextModel,
  memoryFiles,
  methods,
  open,
  prepare,
  type Recipe,
  tryMethods,
} from '../../src';
import { explained } from '../support/explained';
import { useCpu } from '../support/use-cpu';

beforeAll(useCpu);

const names = ['[PAD]', '[UNK]', '[MASK]', 'so', 'good', 'a', 'film', '##s', 'bad'];
const vocab = Object.fromEntries(names.map((name, id) => [name, id]));
const tokenizer = {
  model: { type: 'WordPiece', unk_token: '[UNK]', vocab, continuing_subword_prefix: '##' },
  pre_tokenizer: { type: 'BertPreTokenizer' },
};
const files = memoryFiles({
  'model.onnx': readFileSync(path.join(__dirname, '../fixtures/transformer/model.onnx')),
  'tokenizer.json': JSON.stringify(tokenizer),
  'tokenizer_config.json': JSON.stringify({ mask_token: '[MASK]', pad_token: '[PAD]', unk_token: '[UNK]' }),
});
const recipe = (method: Recipe['method'], more: object = {}): Recipe => ({
  ...{ version: 1, model: { source: 'model.onnx' }, method, selection: { output: 0 } },
  input: { kind: 'text', tokenizer: 'tokenizer.json', position: 'first', ...more },
});

test('the guess for a transformer with its tokenizer explains a text', async () => {
  const outline = await open(files);
  expect(outline.inputs.map(({ meaning }) => meaning)).toContain('ids');
  const guess = guessRecipe(outline);
  expect(guess.input).toEqual({ kind: 'text', tokenizer: 'tokenizer.json' });
  expect(guess.model.fix).toBeUndefined();
  expect(checkRecipe(JSON.parse(JSON.stringify(guess)))).toEqual(guess);
  const quick = {
    ...guess,
    input: { ...guess.input, position: 'first' },
    method: { name: 'KernelSHAP', samples: 64 },
  } as Recipe;
  const { shape, val } = await explained(quick, files, 'so good films');
  expect(shape).toEqual([1, 3]); // so good films
  expect(val.every(Number.isFinite)).toBe(true);
});

test('each method of texts explains it', async () => {
  for (const { name, options } of methods.filter(({ inputs }) => inputs.includes('text'))) {
    const few = options.some((option) => option.name === 'samples') ? { samples: 32 } : {};
    const { shape, val } = await explained(recipe({ name, ...few }), files, 'so good films');
    expect([name, shape, val.every(Number.isFinite), val.some((value) => value !== 0)]).toEqual([
      name,
      [1, 3],
      true,
      true,
    ]);
  }
});

test('it is the model that the tokens are given to', async () => {
  const { output } = await explained(recipe({ name: 'Gradient' }), files, 'so bad');
  const text = await TextModel.fromOnnx(
    await files.read('model.onnx'),
    {
      encode: (given: string) => ({
        tokens: given.split(' '),
        ids: given.split(' ').map((name: string) => names.indexOf(name)),
      }),
      specialTokens: { pad: 0 },
    } as never,
    { position: 'first' },
  );
  const known = await text.predict([text.encode('so bad')]);
  Array.from(await known.data()).forEach((value, at) => {
    expect(output[at]).toBeCloseTo(value, 5);
  });
  known.dispose();
  text.dispose();
});

test('drawn as words', async () => {
  const prepared = await prepare(recipe({ name: 'Gradient' }), { files });
  const explanation = await prepared.explain({ text: 'so good' });
  expect(prepared.about(explanation)).toMatchObject({ source: 'so good', name: 'so-good' });
  const drawing = await prepared.draw(explanation, { title: 'Why?' });
  expect(drawing).toMatchObject({ kind: 'vector', svg: expect.stringContaining('good') });
  explanation.dispose();
  await prepared.dispose();
});

test('an explanation carries its words, also one that was saved', async () => {
  const prepared = await prepare(recipe({ name: 'InputTimesGradient' }), { files });
  const explanation = await prepared.explain({ text: 'so good films' });
  const { val, extras } = deserializePlain(await serialize(explanation));
  expect(extras).toMatchObject({ tokens: [['so', 'good', 'films']], isSpecial: [[false, false, false]] });
  const shown = await prepared.show(explanation);
  expect(Array.from(shown.explanation.val.data)).toEqual(Array.from(val.data));
  explanation.dispose();
  await prepared.dispose();
});

test('methods are tried on it, and leave nothing behind', async () => {
  const loaded = await loadTextModel(
    files,
    { source: 'model.onnx' },
    { tokenizer: 'tokenizer.json', position: 'first' },
  );
  const verdicts = await tryMethods({ loaded, modality: 'text' });
  const names = methods.filter(({ inputs }) => inputs.includes('text')).map(({ name }) => name);
  expect(verdicts).toEqual(names.map((method) => ({ method, works: true })));
  loaded.text.dispose();
});
