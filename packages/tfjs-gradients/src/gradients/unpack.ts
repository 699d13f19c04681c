import { stack, type Tensor, Unpack, type UnpackAttrs } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The gradients of the layers, stacked. */
export const unpackGradient = defineGradient<UnpackAttrs, Tensor | Tensor[]>({
  kernelName: Unpack,
  gradFunc: (dys, _, { axis }) => ({ value: () => stack([dys].flat(), axis) }),
});
