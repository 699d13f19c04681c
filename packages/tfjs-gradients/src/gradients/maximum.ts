import { greaterEqual, less, Maximum, mul } from '@tensorflow/tfjs-core';
import { binary, float } from '../define';

/** d max(a, b): the larger one takes it, a on a tie; summed over broadcast axes (stock tfjs forgets the sum). */
export const maximumGradient = binary(
  Maximum,
  (dy, a, b) => mul(dy, float(greaterEqual(a, b))),
  (dy, a, b) => mul(dy, float(less(a, b))),
);
