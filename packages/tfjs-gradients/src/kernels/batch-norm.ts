import type { FusedBatchNormAttrs } from '@tensorflow/tfjs-core';
import { add, FusedBatchNorm, getBackend, mul, rsqrt, sub, type Tensor, tidy, util } from '@tensorflow/tfjs-core';
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

/** Whether the numbers of a normalization vary along another axis than the last, where the backends' own kernels take them for those of the last. */
function isOfAnotherAxis({ inputs: { x, mean, variance, scale, offset } }: KernelCall): boolean {
  return [mean, variance, scale, offset].some(
    (one) => one && one.shape.length === x.shape.length && one.shape.slice(0, -1).some((length) => length !== 1),
  );
}

/** The wasm backend's own kernel takes three times as long for large images; that of cpu, too, is right for the last axis only. */
export const batchNormFix: KernelFix = {
  name: 'batch-norm',
  kernelName: FusedBatchNorm,
  backends: ['cpu', 'wasm'],
  make: (own) =>
    own &&
    ((call) => {
      const isLarge = util.sizeFromShape(call.inputs.x.shape) >= worthwhileSize && getBackend() === 'wasm';
      return isLarge || isOfAnotherAxis(call) ? batchNorm(call) : own(call);
    }),
};
