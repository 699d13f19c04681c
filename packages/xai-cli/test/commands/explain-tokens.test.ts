import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserializePlain } from 'xai-base';
import { useBackend } from '../../src';
import type { ExplainReport } from '../../src/explain/explain-report';
import { packageFolder } from '../../src/package-folder';
import { expectAlike } from '../support/alike';
import { instead, temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const shipped = (...parts: string[]) => path.join(packageFolder(), 'models', 'mails', ...parts);
const read = (name: string) => readFileSync(shipped('samples', `${name}.txt`), 'utf8');
const goodbye = read('goodbye');

beforeAll(() => useBackend('wasm'));

async function report(...more: string[]): Promise<ExplainReport> {
  const mail = ['explain', '--model', shipped('model.onnx'), '--text', goodbye, '--out', file('mail.html')];
  const { code, stdout, stderr } = await xai(instead([...mail, '--json'], more));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

test.each(['AttnLRP', 'CPLRP', 'IntegratedGradients', 'FeatureAblation'])(
  '%s explains a mail to a transformer, natively and by wasm alike',
  async (method) => {
    const native = await report('--method', method, '--engine', 'native', '--output', 'spam');
    expect(native).toMatchObject({ method, output: { name: 'spam' } });
    const wasm = await report('--method', method, '--engine', 'wasm', '--output', 'spam');
    expectAlike(wasm.attribution, native.attribution, native.output.value);
    expect(wasm.output.value).toBeCloseTo(native.output.value, 4);
  },
);

test('words of the text are drawn, or the tokens of the transformer', async () => {
  await report('--method', 'AttnLRP');
  const page = readFileSync(file('mail.html'), 'utf8');
  expect(page).toMatch(/<span title="[^"]*" style="[^"]*">wealthy<\/span>/);
  expect(page).not.toContain('[CLS]');
  await report('--method', 'AttnLRP', '--tokens', '--text', 'zebrafishing');
  expect(readFileSync(file('mail.html'), 'utf8')).not.toBe(page);
});

test('it reads its samples right', async () => {
  const meta = JSON.parse(readFileSync(shipped('meta.json'), 'utf8'));
  for (const { file: sample, expected } of meta.samples) {
    const said = await report('--method', 'InputTimesGradient', '--text', readFileSync(shipped(sample), 'utf8'));
    expect(said.prediction[0].name).toBe(expected);
  }
});

test('a tokenizer may be named, for a model without a description', async () => {
  const bare = file('bare.onnx');
  copyFileSync(shipped('model.onnx'), bare);
  const asked = [
    'explain',
    '--model',
    bare,
    '--text',
    'free money',
    '--method',
    'AttnLRP',
    '--json',
    '--out',
    file('a.svg'),
  ];
  const { code, stdout } = await xai([...asked, '--tokenizer', shipped('tokenizer.json')]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).attribution.shape).toEqual([1, 4]); // [CLS] free money [SEP]
});

test('without its tokenizer, a method that looks at embeddings asks for it', async () => {
  mkdirSync(file('alone'));
  copyFileSync(shipped('model.onnx'), file('alone/model.onnx'));
  writeFileSync(file('alone/words.txt'), '[PAD]\n[UNK]\nfree\nmoney\n');
  const fixed = ['--fix', 'attention_mask=ones', 'token_type_ids=zeros', '--model-input', 'input_ids'];
  const asked = ['explain', '--model', file('alone/model.onnx'), '--text', 'free money', ...fixed];
  const refused = async (...more: string[]) => {
    const { code, stderr } = await xai([...asked, '--method', 'AttnLRP', '--out', file('c.svg'), ...more]);
    expect(code).not.toBe(0);
    return stderr;
  };
  expect(await refused()).toContain('of a transformer, --tokenizer, its tokenizer.json.');
  const withWords = await refused('--vocabulary', file('alone/words.txt'));
  expect(withWords).toContain('expected the tokenizer.json of the model as --tokenizer, or a method');
});

test('what is saved has the words of the text', async () => {
  await report('--method', 'AttnLRP', '--text', 'free zebrafishing', '--save', file('mail.safetensors'));
  const { val, extras } = deserializePlain(readFileSync(file('mail.safetensors')));
  expect(val.shape).toEqual([1, 4]);
  expect(extras?.tokens).toEqual([['[CLS]', 'free', 'zebrafishing', '[SEP]']]);
  expect(extras?.isSpecial).toEqual([[true, false, false, true]]);
});

test('a transformer explains a text with no option but what inspect proposes of the files beside it', async () => {
  for (const name of ['model.onnx', 'tokenizer.json', 'tokenizer_config.json']) copyFileSync(shipped(name), file(name));
  const { stdout } = await xai(['inspect', file('model.onnx'), '--recipe', '--engine', 'cpu']);
  const recipe = JSON.parse(stdout);
  expect(recipe.input).toEqual({ kind: 'text', tokenizer: file('tokenizer.json') });
  const beside = {
    model: { ...recipe.model, source: 'model.onnx' },
    input: { kind: 'text', tokenizer: 'tokenizer.json' },
  };
  writeFileSync(file('recipe.json'), JSON.stringify({ ...recipe, ...beside }));
  const asked = ['--text', 'free money', '--method', 'AttnLRP', '--json', '--out', file('a.svg')];
  const proposed = JSON.parse((await xai(['explain', '--recipe', file('recipe.json'), ...asked])).stdout);
  const known = await report('--text', 'free money', '--method', 'AttnLRP');
  expect(proposed.attribution).toEqual(known.attribution);
});

test.each<[string, string[], string]>([
  ['no tokenizer', ['--tokenizer', shipped('meta.json')], 'cannot be loaded as a model of texts'],
  ['a file that is not there', ['--tokenizer', 'nothing.json'], 'nothing.json'],
  ['a method of layers', ['--method', 'GradCAM'], 'GradCAM'],
])('%s is an error', async (_, more, message) => {
  const asked = ['explain', '--model', shipped('model.onnx'), '--text', 'free money', '--out', file('b.svg')];
  const { code, stderr } = await xai([...asked, ...more]);
  expect(code).not.toBe(0);
  expect(stderr).toContain(message);
});
