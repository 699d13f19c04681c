import { abs, ClipByValue, mul, step, sub } from '@tensorflow/tfjs-core';
import { defineGradient, float } from '../define';

/** d clip(x) / dx = 1 where x is kept, min <= x <= max, else 0; by `step`, which is fast on wasm. */
export const clipByValueGradient = defineGradient({
  kernelName: ClipByValue,
  inputsToSave: ['x'],
  outputsToSave: [true],
  gradFunc: (dy, [x, y]) => ({
    x: () => {
      const isClipped = step(abs(sub(float(x), float(y))));
      return mul(dy, sub(1, isClipped));
    },
  }),
});
