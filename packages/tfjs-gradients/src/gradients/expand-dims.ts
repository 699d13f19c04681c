import { ExpandDims, reshape } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The gradient in the shape of the input. */
export const expandDimsGradient = defineGradient({
  kernelName: ExpandDims,
  inputsToSave: ['input'],
  gradFunc: (dy, [input]) => ({ input: () => reshape(dy, input.shape) }),
});
