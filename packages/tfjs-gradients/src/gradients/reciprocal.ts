import { mul, neg, Reciprocal, square } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { elementwiseFromOutput } from '../define';

/** d(1 / x) / dx = -1 / x^2. */
export const reciprocalGradient = elementwiseFromOutput(Reciprocal, (dy, y) => whereAsked(dy, mul(dy, neg(square(y)))));
