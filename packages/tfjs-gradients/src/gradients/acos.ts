import { Acos, div, neg, sqrt, square, sub } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { elementwise } from '../define';

/** d acos(x) / dx = -1 / sqrt(1 - x^2). */
export const acosGradient = elementwise(Acos, (dy, x) => whereAsked(dy, neg(div(dy, sqrt(sub(1, square(x)))))));
