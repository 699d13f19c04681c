import { BatchToSpaceND, type BatchToSpaceNDAttrs, spaceToBatchND } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The blocks of the gradient, back in the batch, with zeros where the output was cropped. */
export const batchToSpaceNDGradient = defineGradient<BatchToSpaceNDAttrs>({
  kernelName: BatchToSpaceND,
  gradFunc: (dy, _, { blockShape, crops }) => ({ x: () => spaceToBatchND(dy, blockShape, crops) }),
});
