import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { RandomStream } from '../../src/random/random-stream';

/** A tensor of normal random numbers. */
export function randomTensor(shape: number[], seed = 1): Tensor {
  const stream = new RandomStream(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Float32Array.from({ length: size }, () => stream.normal()),
    shape,
  );
}

/** The values of a tensor as nested arrays; frees it. */
export function take(values: Tensor): unknown {
  const read = values.arraySync();
  values.dispose();
  return read;
}

/** Expects two tensors to have equal shapes and nearly equal values; frees them. */
export function expectClose(actual: Tensor, expected: Tensor, tolerance = 1e-5): void {
  expect(actual.shape).toEqual(expected.shape);
  const [a, b] = [actual.dataSync(), expected.dataSync()];
  const scale = Math.max(1e-6, ...Array.from(b, Math.abs));
  expect(Math.max(...Array.from(a, (value, index) => Math.abs(value - b[index])), 0)).toBeLessThan(tolerance * scale);
  actual.dispose();
  expected.dispose();
}

/** The error that a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    (value) => {
      throw new Error(`resolved to ${value}`);
    },
    (error: Error) => error,
  );
}
