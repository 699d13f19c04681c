import { greater, lessEqual, Minimum, mul } from '@tensorflow/tfjs-core';
import { binary, float } from '../define';

/** d min(a, b): the smaller one takes it, a on a tie; summed over broadcast axes (stock tfjs forgets the sum). */
export const minimumGradient = binary(
  Minimum,
  (dy, a, b) => mul(dy, float(lessEqual(a, b))),
  (dy, a, b) => mul(dy, float(greater(a, b))),
);
