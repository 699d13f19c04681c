import { GatherNd, scatterND, zeros } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The gradient of each gathered element is added at its place. Stock tfjs has none. The indices get zeros. */
export const gatherNdGradient = defineGradient({
  kernelName: GatherNd,
  inputsToSave: ['params', 'indices'],
  gradFunc: (dy, [params, indices]) => ({
    params: () => scatterND(indices, dy, params.shape),
    indices: () => zeros(indices.shape),
  }),
});
