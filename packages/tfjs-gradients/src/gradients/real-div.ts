import { div, mul, neg, RealDiv, square } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { binary } from '../define';

/** d(a / b): dy / b for a, -dy a / b^2 for b. */
export const realDivGradient = binary(
  RealDiv,
  (dy, _, b) => whereAsked(dy, div(dy, b)),
  (dy, a, b) => whereAsked(dy, neg(div(mul(dy, a), square(b)))),
);
