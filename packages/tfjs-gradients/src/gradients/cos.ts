import { Cos, mul, neg, sin } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d cos(x) / dx = -sin(x). */
export const cosGradient = elementwise(Cos, (dy, x) => mul(dy, neg(sin(x))));
