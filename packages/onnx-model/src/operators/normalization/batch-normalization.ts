import { add, mul, rsqrt, sub, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';
import { onDevice, type Value } from '../values/value';

/** `BatchNormalization` in inference: a scale and a shift of each channel. */
export const batchNormalization: Operator = (node) => {
  if (node.int('training_mode', 0) === 1) throw new Unsupported('in training mode');
  const epsilon = node.float('epsilon', 1e-5);
  const parameters = [1, 2, 3, 4].map((index) => node.constant(index));
  const known = parameters.every((value) => value !== undefined) && tidy(() => affine(parameters as Value[], epsilon));
  const fixed = known && { scale: node.take(1, known.scale), shift: node.take(2, known.shift) };
  if (fixed) for (const index of [3, 4]) node.taken.add(index);
  return ([x, ...inputs]) => {
    const { scale, shift } = fixed || affine(inputs, epsilon);
    if (scale.size !== x.shape[1]) {
      throw new ModelError(`it has ${scale.size} channels for an input of ${x.shape[1]}.`, {
        argument: 'model',
        value: x.shape,
      });
    }
    return DeviceValue.fromChannelsLast(add(mul(onDevice(x).channelsLast, scale), shift));
  };
};

/** scale * x + shift, which a normalization by constants amounts to. */
function affine([gamma, beta, mean, variance]: readonly Value[], epsilon: number) {
  const scale = mul(gamma.tensor, rsqrt(add(variance.tensor, epsilon)));
  return { scale, shift: sub(beta.tensor, mul(mean.tensor, scale)) } satisfies Record<string, Tensor>;
}
