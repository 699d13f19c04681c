import { fill, Mean, type MeanAttrs, mul } from '@tensorflow/tfjs-core';
import { expandReduced, reducedAxes } from '../arithmetic/expand-reduced';
import { defineGradient } from '../define';

/** d mean(x) / dx = 1 / n: dy / n repeated along the averaged axes. */
export const meanGradient = defineGradient<MeanAttrs>({
  kernelName: Mean,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], { axis }) => ({
    x: () => mul(expandReduced(dy, x.shape, reducedAxes(axis, x.shape)), fill(x.shape, dy.size / x.size)),
  }),
});
