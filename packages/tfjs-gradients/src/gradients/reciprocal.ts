import { mul, neg, Reciprocal, square } from '@tensorflow/tfjs-core';
import { elementwiseFromOutput } from '../define';

/** d(1 / x) / dx = -1 / x^2. */
export const reciprocalGradient = elementwiseFromOutput(Reciprocal, (dy, y) => mul(dy, neg(square(y))));
