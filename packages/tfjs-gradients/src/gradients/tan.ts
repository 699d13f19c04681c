import { add, mul, square, Tan } from '@tensorflow/tfjs-core';
import { elementwiseFromOutput } from '../define';

/** d tan(x) / dx = 1 + tan(x)^2. */
export const tanGradient = elementwiseFromOutput(Tan, (dy, y) => mul(dy, add(1, square(y))));
