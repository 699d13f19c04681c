import { Erf, exp, mul, neg, square } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d erf(x) / dx = 2 / sqrt(pi) * exp(-x^2). */
export const erfGradient = elementwise(Erf, (dy, x) => mul(dy, mul(2 / Math.sqrt(Math.PI), exp(neg(square(x))))));
