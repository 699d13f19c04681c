import { gatherND, ScatterNd, zeros } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** Each scattered element gets the gradient of its place. Stock tfjs has none. The indices get zeros. */
export const scatterNdGradient = defineGradient({
  kernelName: ScatterNd,
  inputsToSave: ['indices'],
  gradFunc: (dy, [indices]) => ({
    updates: () => gatherND(dy, indices),
    indices: () => zeros(indices.shape),
  }),
});
