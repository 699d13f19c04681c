import { setBackend } from '@tensorflow/tfjs-core';
import { int, makeNode, type OnnxTensor, writeModel } from 'onnx-format';
import { IndexError, ModelError, type TextTokenizer, ValueError } from 'xai-base';
import '../../../../tooling/jest/backends';
import { TextModel, type TextModelOptions } from '../../src';

beforeAll(async () => {
  await setBackend('cpu');
});

const table: OnnxTensor = { type: 'float32', shape: [3, 2], data: Float32Array.of(0, 0, 1, 2, 5, 1) };
const axis: OnnxTensor = { type: 'int64', shape: [1], data: BigInt64Array.of(1n) };

/** A graph that looks its words up, and says something of each. */
function graphOf(inputs: string[], node = makeNode('Gather', ['words', 'input_ids'], ['logits'])) {
  const initializers = new Map([
    ['words', table],
    ['axis', axis],
  ]);
  const shape = ['batch', 'sequence'] as const;
  return writeModel({
    graph: {
      name: 'words',
      nodes: [node],
      initializers,
      inputs: inputs.map((name) => ({ name, type: 'int64', shape: [...shape] })),
      outputs: [{ name: 'logits', type: 'float32', shape: [...shape, 2] }],
    },
  });
}

const tokenizer: TextTokenizer = { encode: (text) => ({ ids: [...text].map(Number), tokens: [...text] }) };

test.each<[string, Uint8Array, TextModelOptions, typeof ValueError, string]>([
  [
    'an input of no known kind',
    graphOf(['input_ids', 'weather']),
    {},
    ValueError,
    'fixedInputs: { "weather": tensor }',
  ],
  ['two inputs that may be the ids', graphOf(['tokens', 'input_ids']), {}, ValueError, "name it: { ids: 'name' }"],
  [
    'no lookup',
    graphOf(['input_ids'], makeNode('Cast', ['input_ids'], ['logits'], { to: int(1) })),
    {},
    ModelError,
    'No embedding was found',
  ],
  ['an option that is none', graphOf(['input_ids']), { positon: 0 } as never, ValueError, 'did you mean position'],
  ['no position', graphOf(['input_ids']), { position: 1.5 }, ValueError, 'position is 1.5'],
])('%s is an error that says what to do', async (_, bytes, options, type, message) => {
  await expect(TextModel.fromOnnx(bytes, tokenizer, options)).rejects.toThrow(type);
  await expect(TextModel.fromOnnx(bytes, tokenizer, options)).rejects.toThrow(message);
});

test('a position that a text does not have is an error; its tensors are freed', async () => {
  const text = await TextModel.fromOnnx(graphOf(['input_ids']), tokenizer, { position: 5 });
  expect(() => text.embed(text.encode('12'))).toThrow(IndexError);
  text.dispose();
});

test('a token that the tokenizer has not cannot stand in', async () => {
  const text = await TextModel.fromOnnx(graphOf(['input_ids']), { ...tokenizer, specialTokens: { pad: 0 } });
  expect(() => text.reference(text.encode('12'), 'mask')).toThrow('it has one for pad');
  text.dispose();
});
