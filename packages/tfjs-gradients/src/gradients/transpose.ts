import { backend_util, Transpose, type TransposeAttrs, transpose } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The gradient with its axes put back. */
export const transposeGradient = defineGradient<TransposeAttrs>({
  kernelName: Transpose,
  gradFunc: (dy, _, { perm }) => ({ x: () => transpose(dy, backend_util.getUndoAxesPermutation(perm)) }),
});
