import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { IntegratedGradients } from 'explainable-ai';
import type { TextModel } from 'onnx-model';
import type { Explanation, Model } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import { expectWithin, valuesOf } from '../../../../tooling/jest/conformance';
import { GeneratedText, type GenerationOptions } from '../../src';
import { openTransformer, readTransformer } from '../support/transformers';

const { caseOf } = readTransformer('gpt2');
const { prompt = [], continuation = [] } = caseOf('llm.ablation').params;
const promptText = prompt.join(' ');
let text: TextModel;

beforeAll(async () => {
  await setBackend('wasm');
  text = await openTransformer('gpt2');
});

afterAll(() => text.dispose());

/** The values of an explanation, `[written][all]`; it is used up. */
function read(explanation: Explanation): number[][] {
  const [[...rows]] = explanation.val.arraySync() as number[][][];
  explanation.dispose();
  return rows;
}

const integrated = (model: Model) => new IntegratedGradients(model, 50);

// Another decoder, of a folder of the same form, is tested where the environment names it.
const another = process.env.TRANSFORMER_CASES;
const decoders = ['gpt2', 'llama', 'llama_q4', ...(another ? [another] : [])].flatMap((name) =>
  readTransformer(name).files.map((file): [string, string] => [name, file]),
);

const cases: [id: string, options: GenerationOptions][] = [
  ['llm.ablation', { method: 'Ablation', of: 'log probability' }],
  ['llm.input_x_gradient', { method: 'InputTimesGradient', of: 'log probability' }],
  ['llm.ig', { method: integrated, of: 'log probability', reference: 'pad' }],
  ['llm.attnlrp', { method: 'AttnLRP' }],
];

describe.each(decoders)('%s, %s', (name, file) => {
  let opened: TextModel;

  beforeAll(async () => {
    opened = await openTransformer(name, { file });
  });

  afterAll(() => opened.dispose());

  const check = async (id: string, options: GenerationOptions) => {
    const one = readTransformer(name).caseOf(id);
    const { prompt: given = [], continuation: forced } = one.params;
    const rows = read(await new GeneratedText(opened, given.join(' '), { continuation: forced }).explain(options));
    const [, columns] = one.expected.shape;
    expectWithin(
      rows.flatMap((row) => row.slice(0, columns)),
      valuesOf(one.expected),
      one,
    );
  };

  test.each(cases)('%s: what each token owes to those before it', check);

  test.each(cases)('%s, compiled by few programs for all of its tokens', async (id, options) => {
    const executor = await NativeExecutor.create({
      threads: 1,
      onFallback: (message) => {
        throw new Error(message);
      },
    });
    await check(id, { ...options, executor });
    expect([1, 2]).toContain(executor.size); // of augmentations, one program has the outputs
    await executor.dispose();
  });
});

test('nothing is owed to a token itself, or to those after it', async () => {
  const rows = read(await new GeneratedText(text, promptText, { continuation }).explain());
  const later = rows.map((row, at) => row.slice(prompt.length + at));
  expect(later.map((row) => row.every((value) => value === 0))).toEqual([true, true, true]);
  expect(later.map(({ length }) => length)).toEqual([3, 2, 1]);
});

test('what it writes is the most probable each time, and what it is told to have written is the same', async () => {
  const generated = new GeneratedText(text, promptText, { maxTokens: 3 });
  const written = await generated.continuation();
  expect(written).toHaveLength(3);
  for (const [at, token] of written.entries()) {
    const output = await text.predict([{ ids: [...prompt, ...written.slice(0, at)] }]);
    const values = Array.from(output.dataSync());
    expect(token).toBe(values.indexOf(Math.max(...values)));
    output.dispose();
  }
  const forced = new GeneratedText(text, promptText, { continuation: ` ${written.join(' ')}` });
  expect(await forced.continuation()).toEqual(written);
  expect(read(await forced.explain())).toEqual(read(await generated.explain()));
});

test('where it is compiled, one program writes all tokens, and the same ones', async () => {
  const executor = await NativeExecutor.create({
    onFallback(message) {
      throw new Error(message);
    },
  });
  const written = await new GeneratedText(text, promptText, { maxTokens: 4 }).continuation({ executor });
  expect(executor.size).toBe(1);
  expect(written).toEqual(await new GeneratedText(text, promptText, { maxTokens: 4 }).continuation());
  expect(written.length).toBe(4);

  const explained = new GeneratedText(text, promptText, { maxTokens: 4 }); // explained by the same executor that writes
  (await explained.explain({ method: 'AttnLRP', executor })).dispose();
  expect(executor.size).toBe(3); // and of the method, one for the first token, when the outputs are not known yet, and one for all others
  expect(await explained.continuation()).toEqual(written);
  await executor.dispose();
});

test('against another token, what is owed is the difference, and so is the output', async () => {
  const generated = new GeneratedText(text, promptText, { continuation: [17] });
  const [token, other, difference] = await Promise.all([
    generated.explain({ method: 'InputTimesGradient' }),
    new GeneratedText(text, promptText, { continuation: [3] }).explain({ method: 'InputTimesGradient' }),
    generated.explain({ method: 'InputTimesGradient', contrast: 3 }),
  ]);
  const [a, b, c] = [token, other, difference].map(({ output }) => output.dataSync()[0]);
  expect(c).toBeCloseTo(a - b, 4);
  const [[first], [second], [third]] = [token, other, difference].map(read);
  expect(third.map((value, at) => Math.abs(value - (first[at] - second[at])) < 1e-4)).toEqual(third.map(() => true));
});

test('tokens stand beside the values', async () => {
  const explanation = await new GeneratedText(text, promptText, { continuation }).explain();
  expect(explanation.extras).toEqual({
    tokens: [[...prompt.map(String), ...continuation.map(String)]],
    written: [continuation],
  });
  expect(explanation.val.shape).toEqual([1, 3, 8]);
  explanation.dispose();
});

test.each<[string, () => Promise<unknown>, string]>([
  ['a count of tokens', async () => new GeneratedText(text, '5', { maxTokens: 0 }), 'maxTokens is 0'],
  [
    'ids that are none',
    async () => new GeneratedText(text, '5', { continuation: [1.5] }),
    'expected a text, or the ids',
  ],
  [
    'a method',
    () => new GeneratedText(text, '5', { continuation }).explain({ method: 'LIME' as never }),
    'method is "LIME"',
  ],
  [
    'a contrast for some',
    () => new GeneratedText(text, '5', { continuation }).explain({ contrast: [1] }),
    'one for each of the 3',
  ],
  [
    'a reference without an id',
    () => new GeneratedText(text, '5', { continuation }).explain({ reference: 'zero' }),
    'reference is "zero"',
  ],
])('%s that cannot be is an error', async (_, run, message) => {
  await expect(run()).rejects.toThrow(message);
});
