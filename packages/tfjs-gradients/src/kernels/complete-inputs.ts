import { FusedBatchNorm, ones, zeros } from '@tensorflow/tfjs-core';
import type { KernelFix } from './kernel-fix';

/**
 * A batch normalization without scale or offset cannot be differentiated in stock tfjs: the tape stumbles over inputs
 * that are undefined. Here they are ones and zeros, in the inputs that the tape records.
 */
export const completeInputs: KernelFix = {
  name: 'complete-inputs',
  kernelName: FusedBatchNorm,
  make: (own) =>
    own &&
    ((call) => {
      const { inputs } = call;
      inputs.scale ??= ones(inputs.mean.shape);
      inputs.offset ??= zeros(inputs.mean.shape);
      return own(call);
    }),
};
