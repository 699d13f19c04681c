import type { Tensor } from '@tensorflow/tfjs-core';
import type { Evaluate, Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { combine } from '../values/host-arithmetic';
import type { ElementType } from '../values/host-value';
import { broadcastShape } from '../values/indices';
import { areOnHost } from '../values/value';
import { align } from './align';

/** A function of the elements of several values that broadcast to each other. */
export const combineTensors =
  (onTensors: (...tensors: Tensor[]) => Tensor): Evaluate =>
  (inputs) => {
    reserve(broadcastShape(inputs.map((value) => value.shape)));
    const { tensors, order } = align(inputs);
    return new DeviceValue(onTensors(...tensors), order);
  };

/** The same, also of values that are known on the host. */
export function combined(
  onTensors: (...tensors: Tensor[]) => Tensor,
  onHost: (...elements: number[]) => number,
  dtype?: ElementType,
): Operator {
  const onDevice = combineTensors(onTensors);
  return () => (inputs) => (areOnHost(inputs) ? combine(inputs, onHost, dtype) : onDevice(inputs));
}
