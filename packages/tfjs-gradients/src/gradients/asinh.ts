import { Asinh, add, div, sqrt, square } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d asinh(x) / dx = 1 / sqrt(1 + x^2). */
export const asinhGradient = elementwise(Asinh, (dy, x) => div(dy, sqrt(add(1, square(x)))));
