import { Asin, div, sqrt, square, sub } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { elementwise } from '../define';

/** d asin(x) / dx = 1 / sqrt(1 - x^2). */
export const asinGradient = elementwise(Asin, (dy, x) => whereAsked(dy, div(dy, sqrt(sub(1, square(x))))));
