import { expandDims, mul, oneHot, sum, type Tensor, TopK } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The gradient of each of the k values goes to the element it was taken from. Stock tfjs has none. */
export const topKGradient = defineGradient<unknown, Tensor[]>({
  kernelName: TopK,
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradFunc: ([dyOfValues], [x, indices]) => ({
    x: () => {
      const places = oneHot(indices, x.shape[x.rank - 1]); // [..., k, n]
      return sum(mul(places, expandDims(dyOfValues, -1)), -2);
    },
  }),
});
