import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTokenizer } from '../../src';

const folder = mkdtempSync(path.join(tmpdir(), 'tokenizer-'));
const file = path.join(folder, 'tokenizer.json');
const model = { type: 'WordPiece', unk_token: '[UNK]', vocab: { '[UNK]': 0, so: 1, good: 2, '##ly': 3 } };

afterAll(() => rmSync(folder, { recursive: true }));

test('a tokenizer is read with what stands beside it', async () => {
  const pieces = { ...model, continuing_subword_prefix: '##', max_input_chars_per_word: 100 };
  writeFileSync(file, JSON.stringify({ model: pieces, pre_tokenizer: { type: 'BertPreTokenizer' } }));
  expect((await readTokenizer(file)).maxTokens).toBeUndefined();
  writeFileSync(path.join(folder, 'tokenizer_config.json'), JSON.stringify({ model_max_length: 128 }));
  const tokenizer = await readTokenizer(file);
  expect(tokenizer.encode('so goodly').tokens).toEqual(['so', 'good', '##ly']);
  expect(tokenizer.maxTokens).toBe(128);
});

test.each<[string, () => Promise<unknown>, string]>([
  ['a file that is not there', () => readTokenizer(path.join(folder, 'nothing.json')), 'nothing.json'],
  ['contents that are none', () => readTokenizer({ tokenizer: { model: 3 } }), 'no tokenizer that can be read'],
])('%s is an error', async (_, read, message) => {
  await expect(read()).rejects.toThrow(message);
});
