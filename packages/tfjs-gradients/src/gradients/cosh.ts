import { Cosh, mul, sinh } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d cosh(x) / dx = sinh(x). */
export const coshGradient = elementwise(Cosh, (dy, x) => mul(dy, sinh(x)));
