import { setBackend } from '@tensorflow/tfjs-core';
import { makeNode, type OnnxTensor, writeModel } from 'onnx-format';
import type { TextTokenizer } from 'xai-base';
import '../../../../tooling/jest/backends';
import { TextModel } from '../../src';

beforeAll(async () => {
  await setBackend('cpu');
});

const table: OnnxTensor = { type: 'float32', shape: [4, 1], data: Float32Array.of(7, 1, 20, 300) };

/** A text of digits, 1 before it; a word is worth what is in the table. A fixed batch of one, and six tokens. */
const tokenizer: TextTokenizer = {
  encode: (text) => ({ ids: [1, ...[...text].map(Number)], tokens: ['[CLS]', ...text] }),
  specialTokens: { pad: 0, all: new Set([0, 1]) },
};

const bytes = writeModel({
  graph: {
    name: 'words',
    nodes: [makeNode('Gather', ['words', 'input_ids'], ['embedded']), makeNode('Identity', ['embedded'], ['logits'])],
    initializers: new Map([['words', table]]),
    inputs: [{ name: 'input_ids', type: 'int64', shape: [1, 6] }],
    outputs: [{ name: 'logits', type: 'float32', shape: [1, 6, 1] }],
  },
});

test('references keep special tokens; filled-up places are no words', async () => {
  const text = await TextModel.fromOnnx(bytes, tokenizer);
  const encoded = text.encode('232');
  const [zero, pad] = [text.reference(encoded, 'zero'), text.reference(encoded, 'pad')];
  expect(Array.from(zero.dataSync())).toEqual([1, 0, 0, 0, 7, 7]);
  expect(Array.from(pad.dataSync())).toEqual([1, 7, 7, 7, 7, 7]);
  zero.dispose();
  pad.dispose();
  text.dispose();
});

test('a fixed batch takes any number of texts; the output is that of the last token of each', async () => {
  const text = await TextModel.fromOnnx(bytes, tokenizer);
  const outputs = await text.predict([{ ids: [1, 2] }, { ids: [1, 2, 3] }, { ids: [1] }]);
  expect(Array.from(outputs.dataSync())).toEqual([20, 300, 1]);
  expect(outputs.shape).toEqual([3, 1]);
  outputs.dispose();
  text.dispose();
});

test('a text that is longer than the inputs is cut', async () => {
  const text = await TextModel.fromOnnx(bytes, tokenizer);
  expect(text.encode('2222222222').ids).toHaveLength(6);
  text.dispose();
});
