import { Cumsum, type CumsumAttrs, cumsum } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The sum runs the other way. */
export const cumsumGradient = defineGradient<CumsumAttrs>({
  kernelName: Cumsum,
  gradFunc: (dy, _, { axis, exclusive, reverse }) => ({ x: () => cumsum(dy, axis, exclusive, !reverse) }),
});
