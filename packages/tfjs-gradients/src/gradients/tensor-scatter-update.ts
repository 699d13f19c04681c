import { gatherND, mul, ones, TensorScatterUpdate, tensorScatterUpdate, zeros } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The replaced elements pass their gradient to what replaced them. Stock tfjs has none. The indices get zeros. */
export const tensorScatterUpdateGradient = defineGradient({
  kernelName: TensorScatterUpdate,
  inputsToSave: ['indices', 'updates'],
  gradFunc: (dy, [indices, updates]) => ({
    // Not an update of dy itself: the cpu backend updates in place.
    tensor: () => mul(dy, tensorScatterUpdate(ones(dy.shape), indices, zeros(updates.shape))),
    updates: () => gatherND(dy, indices),
    indices: () => zeros(indices.shape),
  }),
});
