import { argMax, Max, type MaxAttrs } from '@tensorflow/tfjs-core';
import { gradientOfFirst } from '../arithmetic/gradient-of-first';
import { defineGradient } from '../define';

/** d max(x) / dx = 1 at the first largest element, else 0; stock tfjs gives every tied element the whole of it. */
export const maxGradient = defineGradient<MaxAttrs>({
  kernelName: Max,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, [x, y], { reductionIndices }) => ({ x: () => gradientOfFirst(argMax, dy, x, y, reductionIndices) }),
});
