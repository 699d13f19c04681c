import { mul, Softplus, sigmoid } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d softplus(x) / dx = sigmoid(x). */
export const softplusGradient = elementwise(Softplus, (dy, x) => mul(dy, sigmoid(x)));
