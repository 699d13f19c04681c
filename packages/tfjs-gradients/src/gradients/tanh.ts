import { mul, square, sub, Tanh } from '@tensorflow/tfjs-core';
import { elementwiseFromOutput } from '../define';

/** d tanh(x) / dx = 1 - tanh(x)^2. */
export const tanhGradient = elementwiseFromOutput(Tanh, (dy, y) => mul(dy, sub(1, square(y))));
