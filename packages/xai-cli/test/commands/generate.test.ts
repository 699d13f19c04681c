import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageFolder } from '../../src/package-folder';
import { temporaryFolder, xai } from '../support/xai';

const folder = temporaryFolder();
const file = (name: string) => path.join(folder, name);
const model = path.join(packageFolder(), '../onnx-model/test/fixtures/transformers/gpt2/model.onnx');
const tokenizer = file('tokenizer.json');

beforeAll(() => {
  const vocab = Object.fromEntries(Array.from({ length: 32 }, (_, id) => [id === 0 ? '[UNK]' : `w${id}`, id]));
  const words = { type: 'WordLevel', unk_token: '[UNK]', vocab };
  writeFileSync(tokenizer, JSON.stringify({ model: words, pre_tokenizer: { type: 'Whitespace' } }));
});

const asked = (...more: string[]) => [
  'explain',
  ...['--model', model, '--tokenizer', tokenizer, '--text', 'w5 w19 w2', '--generate', '3', '--engine', 'wasm'],
  ...more,
];

test.each(['AttnLRP', 'Ablation'])(
  'what a language model writes is explained token by token, by %s',
  async (method) => {
    const { code, stdout, stderr } = await xai(asked('--method', method, '--json', '--out', file('written.svg')));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { tokens, rows, written } = JSON.parse(stdout);
    expect(tokens.slice(0, 3)).toEqual(['w5', 'w19', 'w2']);
    expect(rows.map(({ length }: number[]) => length)).toEqual([3, 4, 5]);
    expect(written.split(' ')).toHaveLength(3);
    expect(readFileSync(file('written.svg'), 'utf8').match(/<rect [^>]*><title>/g)).toHaveLength(12);
  },
);

test('the sentence stands on a page', async () => {
  const { code } = await xai(asked('--out', file('written.html')));
  expect(code).toBe(0);
  expect(readFileSync(file('written.html'), 'utf8').match(/tabindex="0"/g)).toHaveLength(3);
});

test.each<[string, string[], string]>([
  ['a picture of dots', ['--out', file('written.png')], 'expected a file .svg or .html'],
  ['a method that does not begin at embeddings', ['--method', 'RISE', '--out', file('a.svg')], 'Ablation'],
  ['no count', ['--generate', '0'], 'at least 1'],
])('%s is an error', async (_, more, message) => {
  const { code, stderr } = await xai(asked(...more));
  expect(code).not.toBe(0);
  expect(stderr).toContain(message);
});
