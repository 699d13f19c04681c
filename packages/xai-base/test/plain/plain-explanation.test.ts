import '@tensorflow/tfjs-backend-cpu';
import { memory, tensor, tensor2d } from '@tensorflow/tfjs-core';
import { deserializePlain, Explanation, fromPlain, isPlainTensor, serialize, toPlain } from '../../src';

const explain = () =>
  new Explanation({
    val: tensor2d([[1, -1]]),
    input: tensor2d([[2, 3]], [1, 2], 'int32'),
    output: tensor2d([[5, 4]]),
    outputSelection: [1],
    analyzer: 'ByHand',
    heatmap: 'sensitivity',
    extras: { seed: 7, maps: [tensor([1, 0], [2], 'bool')], lookalike: { shape: [2], data: [1, 2] } },
  });

test('plain data are the explanation: there and back, through a message, and as they are saved', async () => {
  const explanation = explain();
  const plain = await toPlain(explanation);
  expect(structuredClone(plain)).toEqual(plain);
  const back = fromPlain(plain);
  expect(await toPlain(back)).toEqual(plain);
  expect(await serialize(back)).toEqual(await serialize(explanation));
  expect(deserializePlain(await serialize(explanation))).toEqual(plain);
  expect([plain.input.dtype, plain.extras?.seed]).toEqual(['int32', 7]);
  expect(back.extras?.lookalike).toEqual({ shape: [2], data: [1, 2] });
  explanation.dispose();
  back.dispose();
});

test('plain data of JSON make tensors', async () => {
  const explanation = explain();
  const json = JSON.parse(JSON.stringify({ ...(await toPlain(explanation)), extras: undefined }, lists));
  const back = fromPlain(json);
  expect(await back.val.array()).toEqual([[1, -1]]);
  explanation.dispose();
  back.dispose();
});

test('reading saved bytes as plain data allocates nothing', async () => {
  const explanation = explain();
  const bytes = await serialize(explanation);
  explanation.dispose();
  const before = memory().numTensors;
  deserializePlain(bytes);
  expect(memory().numTensors).toBe(before);
});

test.each([
  [{ shape: [2], data: [1, 2] }, true],
  [{ shape: [], data: [1] }, true],
  [{ shape: [2, 2], data: new Float32Array(4) }, true],
  [{ shape: [3], data: [1, 2] }, false],
  [{ shape: [-1, -2], data: [1, 2] }, false],
  [{ shape: [1], data: 'a' }, false],
  [{ shape: 2, data: [1, 2] }, false],
  [[1, 2], false],
  [null, false],
])('%j is a plain tensor: %p', (value, expected) => {
  expect(isPlainTensor(value)).toBe(expected);
});

function lists(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value;
}
