import { div, mul, Sqrt } from '@tensorflow/tfjs-core';
import { elementwiseFromOutput } from '../define';

/** d sqrt(x) / dx = 1 / (2 sqrt(x)). */
export const sqrtGradient = elementwiseFromOutput(Sqrt, (dy, y) => div(dy, mul(y, 2)));
