import { Abs, mul, sign } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d|x| / dx = sign(x): 0 at 0, where stock tfjs says -1. */
export const absGradient = elementwise(Abs, (dy, x) => mul(dy, sign(x)));
