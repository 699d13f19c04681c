import { add, FusedBatchNorm, type FusedBatchNormAttrs, mul, rsqrt, sub } from '@tensorflow/tfjs-core';
import { sumTo } from '../arithmetic/sum-to';
import { defineGradient } from '../define';

/**
 * y = (x - mean) / sqrt(variance + epsilon) * scale + offset with given mean and variance. By broadcasting, without
 * the `tile` of stock tfjs, which takes most of the time on wasm. Without scale or offset, too: the kernel completes them.
 */
export const fusedBatchNormGradient = defineGradient<FusedBatchNormAttrs>({
  kernelName: FusedBatchNorm,
  inputsToSave: ['x', 'mean', 'variance', 'scale'],
  gradFunc: (dy, [x, mean, variance, scale], { varianceEpsilon }) => {
    const inverseDeviation = () => rsqrt(add(variance, varianceEpsilon));
    const normalized = () => mul(sub(x, mean), inverseDeviation());
    const dyOverDeviation = () => mul(dy, mul(inverseDeviation(), scale));
    return {
      x: dyOverDeviation,
      mean: () => sumTo(mul(dyOverDeviation(), -1), mean.shape),
      variance: () => {
        const slope = mul(mul(inverseDeviation(), normalized()), -0.5);
        return sumTo(mul(mul(dy, scale), mul(slope, inverseDeviation())), variance.shape);
      },
      scale: () => sumTo(mul(dy, normalized()), mean.shape),
      offset: () => sumTo(dy, mean.shape),
    };
  },
});
