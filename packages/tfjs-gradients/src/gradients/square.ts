import { mul, Square } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d x^2 / dx = 2x. */
export const squareGradient = elementwise(Square, (dy, x) => mul(dy, mul(x, 2)));
