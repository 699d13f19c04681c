import { add, div, Log1p } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { elementwise } from '../define';

/** d log(1 + x) / dx = 1 / (1 + x). */
export const log1pGradient = elementwise(Log1p, (dy, x) => whereAsked(dy, div(dy, add(x, 1))));
