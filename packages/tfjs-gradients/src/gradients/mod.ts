import { div, floor, Mod, mul, neg } from '@tensorflow/tfjs-core';
import { binary } from '../define';

/** d mod(a, b): dy for a, -floor(a / b) dy for b. */
export const modGradient = binary(
  Mod,
  (dy) => dy,
  (dy, a, b) => mul(dy, neg(floor(div(a, b)))),
);
