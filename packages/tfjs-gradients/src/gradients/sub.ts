import { neg, Sub } from '@tensorflow/tfjs-core';
import { sumTo } from '../arithmetic/sum-to';
import { defineGradient } from '../define';

/** d(a - b): dy for a, -dy for b, whose sign is turned where it has few elements: after the broadcasting is undone. */
export const subGradient = defineGradient({
  kernelName: Sub,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, [a, b]) => ({
    a: () => sumTo(dy, a.shape),
    b: () => neg(sumTo(dy, b.shape)),
  }),
});
