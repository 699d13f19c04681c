import { mul, Relu, step } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d relu(x) / dx = 1 where x > 0, else 0. */
export const reluGradient = elementwise(Relu, (dy, x) => mul(dy, step(x)));
