import { add, erf, mul, sigmoid, type Tensor, tanh } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';

/** x times the normal distribution function. */
export const gelu = (x: Tensor): Tensor => mul(mul(0.5, x), add(1, erf(mul(x, Math.SQRT1_2))));

/** The same by a hyperbolic tangent. */
export const fastGelu = (x: Tensor): Tensor => {
  const cubic = add(x, mul(0.044715, mul(x, mul(x, x))));
  return mul(mul(0.5, x), add(1, tanh(mul(Math.sqrt(2 / Math.PI), cubic))));
};

const withBias =
  (activation: (x: Tensor) => Tensor): Operator =>
  () =>
  ([x, bias]) =>
    new DeviceValue(activation(bias ? add(x.tensor, bias.tensor) : x.tensor));

/** `BiasGelu`, and com.microsoft's `Gelu`. */
export const biasGelu = withBias(gelu);

/** `FastGelu`, with or without a bias. */
export const biasFastGelu = withBias(fastGelu);

/** `QuickGelu`: x sigmoid(alpha x). */
export const quickGelu: Operator = (node) => {
  const alpha = node.float('alpha', 1.702);
  return ([x]) => new DeviceValue(mul(x.tensor, sigmoid(mul(x.tensor, alpha))));
};
