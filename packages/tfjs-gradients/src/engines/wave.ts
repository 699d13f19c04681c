import { type Tensor, tensor } from '@tensorflow/tfjs-core';

/** Numbers between -1 and 1 without a pattern that a kernel could get right by chance. */
export function wave(shape: readonly number[], step: number): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, at) => Math.sin(step * at * at + at)),
    [...shape],
  );
}
