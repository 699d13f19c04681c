import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { RandomStream } from 'xai-base';

/** A tensor of normal random numbers. */
export function randomTensor(shape: number[], seed = 1): Tensor {
  const stream = new RandomStream(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Float32Array.from({ length: size }, () => stream.normal()),
    shape,
  );
}

/** The values of a tensor; frees it. */
export function take(values: Tensor): Float32Array {
  const read = Float32Array.from(values.dataSync());
  values.dispose();
  return read;
}

/** Expects two lists of numbers to be equal, up to a share of the largest. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-5): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(1e-6, ...Array.from(expected, Math.abs));
  const worst = Math.max(...Array.from(expected, (value, index) => Math.abs(value - actual[index])));
  expect(worst).toBeLessThanOrEqual(tolerance * scale); // NaN is not
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
