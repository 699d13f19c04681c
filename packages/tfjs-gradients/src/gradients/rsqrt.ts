import { mul, Rsqrt, square } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { elementwiseFromOutput } from '../define';

/** d x^(-1/2) / dx = -1/2 x^(-3/2). */
export const rsqrtGradient = elementwiseFromOutput(Rsqrt, (dy, y) =>
  whereAsked(dy, mul(dy, mul(mul(y, -0.5), square(y)))),
);
