import { Atan2, add, div, mul, neg, square } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { binary } from '../define';

/** d atan2(a, b): b / (a^2 + b^2) for a, -a / (a^2 + b^2) for b. */
export const atan2Gradient = binary(
  Atan2,
  (dy, a, b) => whereAsked(dy, mul(dy, div(b, add(square(a), square(b))))),
  (dy, a, b) => whereAsked(dy, mul(dy, neg(div(a, add(square(a), square(b)))))),
);
