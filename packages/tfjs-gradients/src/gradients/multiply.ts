import { Multiply, mul } from '@tensorflow/tfjs-core';
import { binary } from '../define';

/** d(a b): dy b for a, dy a for b. */
export const multiplyGradient = binary(
  Multiply,
  (dy, _, b) => mul(dy, b),
  (dy, a) => mul(dy, a),
);
