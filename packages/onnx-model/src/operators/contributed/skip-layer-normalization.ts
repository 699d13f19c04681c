import { add, mul, type Tensor } from '@tensorflow/tfjs-core';
import { standardize } from '../normalization/standardize';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';
import type { Value } from '../values/value';
import { overRootMeanSquare } from './root-mean-square';

/** The sum of a value, a residual and maybe a bias, normalized; the sum is an output too. */
const skip =
  (
    normalize: (sum: Tensor, epsilon: number, others: readonly (Value | undefined)[]) => Tensor,
    biasAt: number,
  ): Operator =>
  (node) => {
    if (node.hasOutput(1) || node.hasOutput(2)) throw new Unsupported('with its mean and deviation as outputs');
    const epsilon = node.float('epsilon', 1e-12);
    return (inputs) => {
      const [x, residual] = inputs;
      const both = add(x.tensor, residual.tensor);
      const bias = inputs[biasAt];
      const sum = bias ? add(both, bias.tensor) : both;
      const normalized = new DeviceValue(normalize(sum, epsilon, inputs.slice(2)));
      return node.hasOutput(3) ? [normalized, normalized, normalized, new DeviceValue(sum)] : normalized;
    };
  };

/** `SkipLayerNormalization`: inputs x, residual, scale, shift, bias. */
export const skipLayerNormalization = skip((sum, epsilon, [scale, shift]) => {
  const scaled = mul(standardize(sum, [sum.rank - 1], epsilon), (scale as Value).tensor);
  return shift ? add(scaled, shift.tensor) : scaled;
}, 4);

/** `SkipSimplifiedLayerNormalization`: inputs x, residual, scale, bias. */
export const skipRmsNormalization = skip(
  (sum, epsilon, [scale]) => mul(overRootMeanSquare(sum, [sum.rank - 1], epsilon), (scale as Value).tensor),
  3,
);
