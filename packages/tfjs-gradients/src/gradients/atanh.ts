import { Atanh, div, square, sub } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { elementwise } from '../define';

/** d atanh(x) / dx = 1 / (1 - x^2). */
export const atanhGradient = elementwise(Atanh, (dy, x) => whereAsked(dy, div(dy, sub(1, square(x)))));
