import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { RandomStream } from 'xai-base';

/** A tensor of normal random numbers, the same for the same seed. */
export function randomTensor(shape: number[], seed = 1): Tensor {
  const stream = new RandomStream(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Float32Array.from({ length: size }, () => stream.normal()),
    shape,
  );
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
