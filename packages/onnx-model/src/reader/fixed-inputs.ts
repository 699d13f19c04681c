import { type Tensor, tile } from '@tensorflow/tfjs-core';
import { DeviceValue } from '../operators/values/device-value';
import { HostValue } from '../operators/values/host-value';
import type { Value } from '../operators/values/value';
import { byName } from '../session/choose';
import { checkFixed } from '../session/fixed-tensors';
import type { ValueInfo } from '../session/value-info';
import { elementType } from './element-type';

/**
 * Reads the values of inputs that are the same in every call.
 *
 * @throws {ValueError} when the model has no such input, or the value is no tensor of its rank
 */
export async function readFixedInputs(
  given: Readonly<Record<string, Tensor>>,
  inputs: readonly ValueInfo[],
): Promise<Map<string, HostValue>> {
  const entries = Object.entries(given).map(async ([name, tensor]) => {
    const info = byName('input', name, inputs);
    checkFixed(tensor, info);
    const data = Array.from((await tensor.data()) as ArrayLike<number>);
    return [name, new HostValue(elementType(info.type), tensor.shape, data)] as const;
  });
  return new Map(await Promise.all(entries));
}

/** A value of one sample, repeated for every sample along the axis that the model has for them. */
export function repeated(value: HostValue, axis: number, samples: number): Value {
  if (value.shape[axis] !== 1 || samples === 1) return value;
  const copies = value.shape.map((_, one) => (one === axis ? samples : 1));
  if (value.dtype === 'float32') return new DeviceValue(tile(value.tensor, copies));
  const shape = value.shape.with(axis, samples);
  const inner = value.shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  const size = inner * samples;
  const data = Array.from({ length: value.data.length * samples }, (_, index) => {
    return value.data[Math.floor(index / size) * inner + (index % inner)];
  });
  return new HostValue(value.dtype, shape, data);
}
