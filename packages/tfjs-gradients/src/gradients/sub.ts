import { neg, Sub } from '@tensorflow/tfjs-core';
import { binary } from '../define';

/** d(a - b): dy for a, -dy for b. */
export const subGradient = binary(
  Sub,
  (dy) => dy,
  (dy) => neg(dy),
);
