import { LeakyRelu, type LeakyReluAttrs, mul, step } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d leakyRelu(x) / dx = 1 where x > 0, else alpha. */
export const leakyReluGradient = elementwise<LeakyReluAttrs>(LeakyRelu, (dy, x, { alpha }) => mul(dy, step(x, alpha)));
