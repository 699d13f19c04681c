import { add, Expm1, mul } from '@tensorflow/tfjs-core';
import { elementwiseFromOutput } from '../define';

/** d(exp(x) - 1) / dx = exp(x). */
export const expm1Gradient = elementwiseFromOutput(Expm1, (dy, y) => mul(dy, add(y, 1)));
