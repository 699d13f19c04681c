import { div, Log } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d log(x) / dx = 1 / x. */
export const logGradient = elementwise(Log, (dy, x) => div(dy, x));
