import { Exp, mul } from '@tensorflow/tfjs-core';
import { elementwiseFromOutput } from '../define';

/** d exp(x) / dx = exp(x). */
export const expGradient = elementwiseFromOutput(Exp, (dy, y) => mul(dy, y));
