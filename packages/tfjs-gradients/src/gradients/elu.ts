import { add, Elu, mul, relu, sub } from '@tensorflow/tfjs-core';
import { elementwiseFromOutput } from '../define';

/** d elu(x) / dx = 1 where x > 0, else elu(x) + 1. As `min(y, 0) + 1`, for `min(y, 0) = y - relu(y)`. */
export const eluGradient = elementwiseFromOutput(Elu, (dy, y) => mul(dy, add(sub(y, relu(y)), 1)));
