import { concat, SplitV, type SplitVAttrs, type Tensor } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The gradients of the parts, joined. */
export const splitVGradient = defineGradient<SplitVAttrs, Tensor | Tensor[]>({
  kernelName: SplitV,
  gradFunc: (dys, _, { axis }) => ({ x: () => concat([dys].flat(), axis) }),
});
