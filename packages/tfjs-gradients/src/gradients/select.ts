import { mul, Select, sub, zeros } from '@tensorflow/tfjs-core';
import { defineGradient, float } from '../define';

/** `where(condition, t, e)`: dy where the condition holds for t, where it does not for e; zeros for the condition. */
export const selectGradient = defineGradient({
  kernelName: Select,
  inputsToSave: ['condition'],
  gradFunc: (dy, [condition]) => ({
    condition: () => zeros(condition.shape),
    t: () => mul(dy, float(condition)),
    e: () => mul(dy, sub(1, float(condition))),
  }),
});
