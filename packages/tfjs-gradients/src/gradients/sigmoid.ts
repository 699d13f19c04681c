import { mul, Sigmoid, sub } from '@tensorflow/tfjs-core';
import { elementwiseFromOutput } from '../define';

/** d sigmoid(x) / dx = sigmoid(x) (1 - sigmoid(x)). */
export const sigmoidGradient = elementwiseFromOutput(Sigmoid, (dy, y) => mul(dy, mul(y, sub(1, y))));
