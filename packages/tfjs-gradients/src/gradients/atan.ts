import { Atan, add, div, square } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d atan(x) / dx = 1 / (1 + x^2). */
export const atanGradient = elementwise(Atan, (dy, x) => div(dy, add(1, square(x))));
