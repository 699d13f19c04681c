import { engine, LRN, type LRNAttrs, LRNGrad, type NamedAttrMap, type Tensor } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** Local response normalization, by the backend's own kernel. */
export const lrnGradient = defineGradient<LRNAttrs>({
  kernelName: LRN,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, [x, y], attributes) => ({
    x: () => engine().runKernel(LRNGrad, { x, y, dy }, attributes as unknown as NamedAttrMap) as Tensor,
  }),
});
