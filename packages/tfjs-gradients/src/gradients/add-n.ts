import { AddN, clone } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** d(x0 + x1 + ...): dy for each. */
export const addNGradient = defineGradient({
  kernelName: AddN,
  saveAllInputs: true,
  gradFunc: (dy, inputs) => Object.fromEntries(inputs.map((_, index) => [index, () => clone(dy)])),
});
