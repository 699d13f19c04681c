import { batchToSpaceND, SpaceToBatchND, type SpaceToBatchNDAttrs } from '@tensorflow/tfjs-core';
import { defineGradient } from '../define';

/** The blocks of the gradient, back in space, without the padding. */
export const spaceToBatchNDGradient = defineGradient<SpaceToBatchNDAttrs>({
  kernelName: SpaceToBatchND,
  gradFunc: (dy, _, { blockShape, paddings }) => ({ x: () => batchToSpaceND(dy, blockShape, paddings) }),
});
