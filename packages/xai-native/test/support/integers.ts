import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { RandomStream } from 'xai-base';

/** Integers from -2 to 2: sums of their products are exact in any order, and many of them are equal. */
export function integers(shape: number[], seed: number): Tensor {
  const stream = new RandomStream(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Array.from({ length: size }, () => Math.floor(5 * stream.uniform()) - 2),
    shape,
    'float32',
  );
}
