import { argMin, Min, type MinAttrs } from '@tensorflow/tfjs-core';
import { gradientOfFirst } from '../arithmetic/gradient-of-first';
import { defineGradient } from '../define';

/** d min(x) / dx = 1 at the first smallest element, else 0; stock tfjs gives every tied element the whole of it. */
export const minGradient = defineGradient<MinAttrs>({
  kernelName: Min,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, [x, y], { axis }) => ({ x: () => gradientOfFirst(argMin, dy, x, y, axis) }),
});
