import type { FusedBatchNormAttrs } from '@tensorflow/tfjs-core';
import { add, FusedBatchNorm, mul, rsqrt, sub, type Tensor, tidy, util } from '@tensorflow/tfjs-core';
import type { KernelCall, KernelFix } from './kernel-fix';

/** From how many elements on three passes are faster than one of the backend's own. */
const worthwhileSize = 2 ** 15;

/** (x - mean) / sqrt(variance + epsilon) * scale + offset, by broadcasting. */
function batchNorm({ inputs, attrs }: KernelCall): Tensor {
  const { x, mean, variance, scale, offset } = inputs as Record<string, Tensor>;
  const { varianceEpsilon } = attrs as unknown as FusedBatchNormAttrs;
  return tidy(() => {
    const inverseDeviation = rsqrt(add(variance, varianceEpsilon));
    const factor = scale ? mul(inverseDeviation, scale) : inverseDeviation;
    const scaled = mul(sub(x, mean), factor);
    return offset ? add(scaled, offset) : scaled;
  });
}

/** The wasm backend's own kernel takes three times as long for large images. */
export const batchNormFix: KernelFix = {
  name: 'batch-norm',
  kernelName: FusedBatchNorm,
  backends: ['wasm'],
  make: (own) =>
    own && ((call) => (util.sizeFromShape(call.inputs.x.shape) < worthwhileSize ? own(call) : batchNorm(call))),
};
