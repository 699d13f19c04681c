import { add, mean, mul, rsqrt, square, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';
import { positiveAxis } from '../values/indices';
import { identity } from '../values/permute';

/** x over the root of its mean square over axes. */
export const overRootMeanSquare = (x: Tensor, axes: readonly number[], epsilon: number): Tensor =>
  mul(x, rsqrt(add(mean(square(x), [...axes], true), epsilon)));

/** `RMSNormalization`, and onnxruntime's older name for it, `SimplifiedLayerNormalization`: over the last axes, then scaled. */
export const rmsNormalization: Operator = (node) => {
  if (node.hasOutput(1)) throw new Unsupported('with its deviation as an output');
  const first = node.int('axis', -1);
  const epsilon = node.float('epsilon', 1e-5);
  return ([x, scale]) => {
    const axes = identity(x.rank).slice(positiveAxis(first, x.rank));
    return new DeviceValue(mul(overRootMeanSquare(x.tensor, axes, epsilon), scale.tensor));
  };
};
