import { mul } from '@tensorflow/tfjs-core';
import type { LinearOperation } from './linear-operation';

/** The product with one number a channel. Weight `[channels]`, or any shape that broadcasts to the input's. */
export const scaling: LinearOperation = {
  forward: (input, weight) => mul(input, weight),
  transposed: (output, weight) => mul(output, weight),
};
