import '@tensorflow/tfjs-backend-cpu';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { memory, type Tensor, tensor1d, tensor2d, zerosLike } from '@tensorflow/tfjs-core';
import { makeNode, type OnnxTensor, writeModel } from 'onnx-format';
import { type Model, ShapeError, toModelView, weightsOf } from 'xai-base';
import { readOnnx } from '../../src';

const floats = (shape: readonly number[], ...data: number[]): OnnxTensor => ({
  type: 'float32',
  shape,
  data: Float32Array.from(data),
});

/** `relu(x w + b) v`, and a branch that the output does not need; the second product has no name. */
const bytes = writeModel({
  graph: {
    name: 'network',
    nodes: [
      { ...makeNode('Gemm', ['x', 'w', 'b'], ['first']), name: 'hidden' },
      makeNode('Relu', ['first'], ['bent']),
      { ...makeNode('Mul', ['bent', 'one'], ['scaled']), name: 'scale' },
      makeNode('MatMul', ['scaled', 'v'], ['y']),
      { ...makeNode('MatMul', ['bent', 'other'], ['z']), name: 'aside' },
    ],
    initializers: new Map([
      ['w', floats([2, 2], 1, 2, 3, 4)],
      ['b', floats([2], 0, 1)],
      ['one', floats([1], 1)],
      ['v', floats([2, 1], 1, -1)],
      ['other', floats([2, 1], 5, 5)],
    ]),
    inputs: [{ name: 'x', type: 'float32', shape: ['batch', 2] }],
    outputs: [
      { name: 'y', type: 'float32' },
      { name: 'z', type: 'float32' },
    ],
  },
});

async function outputOf(model: Model): Promise<number[]> {
  const x = tensor2d([[1, 2]]);
  const y = await toModelView(model).predict(x);
  x.dispose();
  const values = Array.from(await y.data());
  y.dispose();
  return values;
}

test('the weights of a file are those of the nodes on the way to the output, by their names, and are changed for a while', async () => {
  const model = await readOnnx(bytes, { output: 'y' });
  const weights = await weightsOf(model);
  expect(weights.names).toEqual(['hidden', 'y']);
  expect(await outputOf(model)).toEqual([7 - 11]);
  const { numTensors } = memory();
  const seen: Record<string, number[][]> = {};
  const look = async (name: string, own: readonly Tensor[]) => {
    seen[name] = await Promise.all(own.map(async (one) => Array.from(await one.data())));
    return undefined;
  };
  expect(await weights.under(look, outputOf)).toEqual([7 - 11]);
  expect(seen).toEqual({
    hidden: [
      [1, 2, 3, 4],
      [0, 1],
    ],
    y: [[1, -1]],
  });
  const bias = (name: string, [w]: readonly Tensor[]) =>
    name === 'hidden' ? [zerosLike(w), tensor1d([5, 3])] : undefined;
  expect(await weights.under(bias, outputOf)).toEqual([5 - 3]);
  expect(await outputOf(model)).toEqual([7 - 11]);
  const failed = weights.under(bias, async () => {
    throw new Error('in between');
  });
  await expect(failed).rejects.toThrow('in between');
  await expect(weights.under(() => [tensor1d([1])], outputOf)).rejects.toThrow(ShapeError);
  expect(memory().numTensors).toBe(numTensors);
  model.dispose();
});

test('of a path they are read from the file', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weights-'));
  const file = path.join(folder, 'model.onnx');
  writeFileSync(file, bytes);
  const model = await readOnnx(file, { output: 'y' });
  const zeros = (_: string, own: readonly Tensor[]) => own.map((one) => zerosLike(one));
  expect(await (await weightsOf(model)).under(zeros, outputOf)).toEqual([0]);
  rmSync(folder, { recursive: true });
  await expect(weightsOf(model)).rejects.toThrow(/no such file|model\.onnx/);
  model.dispose();
});
