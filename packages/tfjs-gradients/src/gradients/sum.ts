import { mul, ones, Sum, type SumAttrs } from '@tensorflow/tfjs-core';
import { expandReduced, reducedAxes } from '../arithmetic/expand-reduced';
import { defineGradient } from '../define';

/** d sum(x) / dx = 1: dy repeated along the summed axes. */
export const sumGradient = defineGradient<SumAttrs>({
  kernelName: Sum,
  inputsToSave: ['x'],
  gradFunc: (dy, [x], { axis }) => ({
    x: () => mul(expandReduced(dy, x.shape, reducedAxes(axis, x.shape)), ones(x.shape)),
  }),
});
