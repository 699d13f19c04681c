import type { Tensor } from '@tensorflow/tfjs-core';
import type { Evaluate, Operator } from '../operator';
import { combine } from '../values/host-arithmetic';
import type { ElementType, HostValue } from '../values/host-value';
import { areOnHost, onDevice, type Value } from '../values/value';

/** A function of each element, wherever the axes are stored. */
export const mapTensor =
  (onTensor: (x: Tensor) => Tensor): Evaluate =>
  ([x]) => {
    const value = onDevice(x);
    return value.withStored(onTensor(value.stored));
  };

/** A function of each element, of tensors and of what is known on the host. */
export function map(
  onTensor: (x: Tensor) => Tensor,
  onHost?: (x: number) => number,
  dtype?: (value: HostValue) => ElementType,
): Operator {
  const onDeviceOnly = mapTensor(onTensor);
  return () => (inputs: readonly Value[]) =>
    onHost && areOnHost(inputs) ? combine(inputs.slice(0, 1), onHost, dtype?.(inputs[0])) : onDeviceOnly(inputs);
}
