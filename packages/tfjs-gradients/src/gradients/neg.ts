import { Neg, neg } from '@tensorflow/tfjs-core';
import { elementwise } from '../define';

/** d(-x) / dx = -1. */
export const negGradient = elementwise(Neg, (dy) => neg(dy));
