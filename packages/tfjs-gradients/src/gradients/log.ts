import { div, Log } from '@tensorflow/tfjs-core';
import { whereAsked } from '../arithmetic/where-asked';
import { elementwise } from '../define';

/** d log(x) / dx = 1 / x. */
export const logGradient = elementwise(Log, (dy, x) => whereAsked(dy, div(dy, x)));
