import { mul, SquaredDifference, sub } from '@tensorflow/tfjs-core';
import { binary } from '../define';

/** d(a - b)^2 = 2 (a - b) for a and its negative for b, summed over broadcast axes (stock tfjs forgets the sum). */
export const squaredDifferenceGradient = binary(
  SquaredDifference,
  (dy, a, b) => mul(dy, mul(2, sub(a, b))),
  (dy, a, b) => mul(dy, mul(2, sub(b, a))),
);
