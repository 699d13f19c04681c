import { Reshape, reshape } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The gradient in the shape of the input. */
export const reshapeGradient = defineGradient({
  kernelName: Reshape,
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => reshape(dy, x.shape) }),
});
