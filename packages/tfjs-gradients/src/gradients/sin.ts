import { cos, mul, Sin } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d sin(x) / dx = cos(x). */
export const sinGradient = elementwise(Sin, (dy, x) => mul(dy, cos(x)));
