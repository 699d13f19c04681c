import { Diag, eye, mul, reshape, sum } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The diagonal of the gradient. Stock tfjs has none. */
export const diagGradient = defineGradient({
  kernelName: Diag,
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({
    x: () => reshape(sum(mul(reshape(dy, [x.size, x.size]), eye(x.size)), 1), x.shape),
  }),
});
