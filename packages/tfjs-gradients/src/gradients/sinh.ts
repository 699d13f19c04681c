import { cosh, mul, Sinh } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d sinh(x) / dx = cosh(x). */
export const sinhGradient = elementwise(Sinh, (dy, x) => mul(dy, cosh(x)));
