import '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { Gradient, IntegratedGradients, Occlusion } from 'explainable-ai';
import type { TextModel } from 'onnx-model';
import { AttentionRollout, CPLRP } from 'relevance-propagation';
import { analyze, type Explanation, type Model } from 'xai-base';
import { NativeExecutor } from 'xai-native';
import { expectWithin, valuesOf } from '../../../../tooling/jest/conformance';
import { explainText, tokenPresence } from '../../src';
import { openTransformer, readTransformer } from '../support/transformers';

const { caseOf, samples } = readTransformer('bert');
const texts = samples.map(({ ids }) => ids.join(' '));
let text: TextModel;

beforeAll(async () => {
  await setBackend('wasm');
  text = await openTransformer('bert');
});

afterAll(() => text.dispose());

/** The values of an explanation, which is used up. */
function read(explanation: Explanation): Float32Array {
  const values = explanation.val.dataSync() as Float32Array;
  explanation.dispose();
  return values;
}

/** What is expected of a sample: a value a token, of a case with a value a token or several. */
function expectedOf(id: string, sample: number): number[] {
  const { expected } = caseOf(id);
  const [, tokens, features = 1] = expected.shape;
  const values = valuesOf(expected);
  return samples[sample].ids.map((_, at) => {
    const start = (sample * tokens + at) * features;
    return values.subarray(start, start + features).reduce((sum, value) => sum + value, 0);
  });
}

describe.each([0, 1])('sample %i', (sample) => {
  test('occlusion by the mask token, of tokens that are not special', async () => {
    const one = caseOf('occlusion');
    const encoded = text.encode(texts[sample]);
    const presence = tokenPresence(text, encoded);
    const explanation = await analyze(presence.input, new Occlusion(presence.model, [1]), one.outputIndex[sample]);
    const expected = expectedOf('occlusion', sample).map((value, at) => (encoded.isSpecial[at] ? 0 : value));
    expectWithin(read(explanation), expected, one);
    presence.input.dispose();
  });

  test.each([
    ['attnlrp', 'AttnLRP'],
    ['cplrp', 'CPLRP'],
    ['input_x_gradient', 'InputTimesGradient'],
  ] as const)('%s by its name', async (id, method) => {
    const one = caseOf(id);
    const [explanation] = await explainText(text, texts[sample], { method, labels: [one.outputIndex[sample]] });
    const summed = { ...one, atol: one.atol * 4 }; // of 24 features, each within atol
    expectWithin(read(explanation), expectedOf(id, sample), summed);
  });
});

const encoders = ['bert', 'distilbert', 'bert_q8'].flatMap((name) =>
  readTransformer(name).files.map((file): [string, string] => [name, file]),
);

const native = () =>
  NativeExecutor.create({
    threads: 1,
    onFallback: (message) => {
      throw new Error(message);
    },
  });

test.each([
  ...encoders.map((one) => [...one, 'op by op'] as const),
  ...encoders.map((one) => [...one, 'compiled'] as const),
])(
  'KernelSHAP over tokens gives the Shapley values of a published definition: %s, %s, %s',
  async (name, file, engine) => {
    const executor = engine === 'compiled' ? await native() : undefined;
    const one = readTransformer(name).caseOf('shapley');
    const model = await openTransformer(name, { file });
    const expected = valuesOf(one.expected);
    const [, tokens] = one.expected.shape;
    for (const [sample, { ids, places }] of readTransformer(name).samples.entries()) {
      const labels = [one.outputIndex[sample]];
      const [explanation] = await explainText(model, ids.join(' '), { method: 'KernelSHAP', labels, executor });
      expectWithin(
        read(explanation),
        places.map((at) => expected[sample * tokens + at]),
        one,
      );
    }
    if (executor) expect(executor.size).toBeGreaterThan(0);
    await executor?.dispose();
    model.dispose();
  },
);

test('a method that the caller makes gives what its name gives; labels are explained one by one', async () => {
  const made = await explainText(text, texts[0], { method: (model) => new CPLRP(model), labels: [0, 2] });
  const named = await explainText(text, texts[0], { method: 'CPLRP', labels: [2] });
  expect(made.map(({ outputSelection }) => outputSelection)).toEqual([[0], [2]]);
  const [first, second] = made.map(read);
  expect(second).toEqual(read(named[0]));
  expect(first).not.toEqual(second);
});

test('integrated gradients from a reference add up to the difference of the outputs', async () => {
  const method = (model: Model) => new IntegratedGradients(model, 50);
  const [explanation] = await explainText(text, texts[0], { method, labels: [1], reference: 'mask' });
  const { ids, types } = text.encode(texts[0]);
  const { isSpecial } = text.encode(texts[0]);
  const hidden = ids.map((id, at) => (isSpecial[at] ? id : 4));
  const outputs = await text.predict([
    { ids, types },
    { ids: hidden, types },
  ]);
  const [, own, , , reference] = outputs.dataSync();
  const sum = read(explanation).reduce((total, value) => total + value, 0);
  expect(sum).toBeCloseTo(own - reference, 3);
  outputs.dispose();
});

test('tokens stand beside their values as they stand in the text', async () => {
  const [explanation] = await explainText(text, texts[1], { method: 'AttnLRP' });
  expect(explanation.extras?.tokens).toEqual([['2', '8', '30', '12', '39', '3']]);
  expect(explanation.extras?.spans).toEqual([[null, [2, 3], [4, 6], [7, 9], [10, 12], null]]);
  expect(explanation.extras?.isSpecial).toEqual([[true, false, false, false, false, true]]);
  expect(explanation.val.shape).toEqual([1, 6]);
  explanation.dispose();
});

test('a value a token of magnitudes is their norm', async () => {
  const method = (model: Model) => new Gradient(model);
  const [explanation] = await explainText(text, texts[0], { method, labels: [0] });
  expect(Math.min(...read(explanation))).toBeGreaterThan(0);
});

test.each(['LIME', 'RISE', 'KernelSHAP'] as const)('%s leaves tokens out', async (method) => {
  const [explanation] = await explainText(text, texts[0], { method, hide: 'drop', seed: 1, labels: [1] });
  const values = read(explanation);
  expect(values).toHaveLength(8);
  expect(values[0]).toBe(0); // special
  expect(values.every(Number.isFinite)).toBe(true);
  expect(values.some((value) => value !== 0)).toBe(true);
});

test('occurrences of a token that are hidden together have one value', async () => {
  const [explanation] = await explainText(text, '2 5 7 5 3', { method: 'KernelSHAP', occurrences: 'together' });
  const values = read(explanation);
  expect(values[1]).toBe(values[3]);
  expect(values[1]).not.toBe(values[2]);
});

test.each<[string, object, string]>([
  ['a method that there is not', { method: 'AttnLPR' }, 'method is "AttnLPR"; expected one of RISE, LIME'],
  ['an option that the method has not', { method: 'AttnLRP', hide: 'drop' }, 'has no option "hide"'],
  [
    'units that there are not',
    { method: 'AttnLRP', units: 'letters' },
    'units is "letters"; expected one of tokens, words',
  ],
  ['zero for a token that is hidden', { method: 'LIME', reference: 'zero' }, 'expected one of mask, pad, unknown'],
  ['a token that the tokenizer has not', { method: 'LIME', reference: 'unknown' }, 'no token for unknown'],
  ['no labels', { method: 'AttnLRP', labels: [] }, 'expected an array of output indices'],
  [
    'a method with a matrix',
    { method: (model: Model) => new AttentionRollout(model, { token: 0, headFusion: 'mode' as never }) },
    'headFusion',
  ],
])('%s is an error', async (_, options, message) => {
  await expect(explainText(text, texts[0], options as never)).rejects.toThrow(message);
});
