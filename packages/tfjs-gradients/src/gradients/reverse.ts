import { Reverse, type ReverseAttrs, reverse } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The gradient, reversed along the same axes. */
export const reverseGradient = defineGradient<ReverseAttrs>({
  kernelName: Reverse,
  gradFunc: (dy, _, { dims }) => ({ x: () => reverse(dy, dims) }),
});
