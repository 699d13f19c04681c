import { Acosh, div, sqrt, square, sub } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { elementwise } from '../define';

/** d acosh(x) / dx = 1 / sqrt(x^2 - 1). */
export const acoshGradient = elementwise(Acosh, (dy, x) => whereAsked(dy, div(dy, sqrt(sub(square(x), 1)))));
