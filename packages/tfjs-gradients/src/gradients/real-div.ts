import { div, mul, neg, RealDiv, square } from '@tensorflow/tfjs-core';
import { binary } from '../define';

/** d(a / b): dy / b for a, -dy a / b^2 for b. */
export const realDivGradient = binary(
  RealDiv,
  (dy, _, b) => div(dy, b),
  (dy, a, b) => neg(div(mul(dy, a), square(b))),
);
