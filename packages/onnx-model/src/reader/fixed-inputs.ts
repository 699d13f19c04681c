import { type Tensor, tile } from '@tensorflow/tfjs-core';
import { DeviceValue } from '../operators/values/device-value';
import { HostValue } from '../operators/values/host-value';
import type { Value } from '../operators/values/value';
import { byName } from '../session/choose';
import type { ValueInfo } from '../session/value-info';
import { elementType } from './element-type';

/**
 * Reads the values of inputs that are the same in every call.
 *
 * @throws {ValueError} when the model has no such input
 */
export async function readFixedInputs(
  given: Readonly<Record<string, Tensor>>,
  inputs: readonly ValueInfo[],
): Promise<Map<string, HostValue>> {
  const entries = Object.entries(given).map(async ([name, tensor]) => {
    const { type } = byName('input', name, inputs);
    const data = Array.from((await tensor.data()) as ArrayLike<number>);
    return [name, new HostValue(elementType(type), tensor.shape, data)] as const;
  });
  return new Map(await Promise.all(entries));
}

/** Whether an input has a row for each sample, as the main input has. */
export const isPerSample = ({ shape: [batch] }: ValueInfo, main: ValueInfo): boolean =>
  typeof batch === 'string' && batch === main.shape[0];

/** A value of one row, repeated for every sample. */
export function repeatRows(value: HostValue, rows: number): Value {
  if (value.shape[0] !== 1 || rows === 1) return value;
  const [, ...sample] = value.shape;
  if (value.dtype === 'float32') return new DeviceValue(tile(value.tensor, [rows, ...sample.map(() => 1)]));
  const data = Array.from({ length: rows }, () => Array.from(value.data)).flat();
  return new HostValue(value.dtype, [rows, ...sample], data);
}
