import { DeviceValue } from './device-value';
import { HostValue } from './host-value';
import type { SequenceValue } from './sequence-value';

/** What flows between the nodes of a graph. */
export type Value = HostValue | DeviceValue | SequenceValue;

/** A value on the device. */
export const onDevice = (value: Value): DeviceValue =>
  value instanceof DeviceValue ? value : new DeviceValue(value.tensor);

/** Above this number of elements, arrays of floating-point numbers are for the device. */
export const longestOnHost = 1024;

/** A value on the device, where it is too long for the host. */
export const whereItBelongs = (value: Value): Value =>
  value instanceof HostValue && value.dtype === 'float32' && value.data.length > longestOnHost
    ? onDevice(value)
    : value;

/** One number that was computed from constants alone, on the host: control flow may follow from it. */
export function knownWhereItIsOne(value: Value): Value {
  if (!(value instanceof DeviceValue) || value.stored.size !== 1) return value;
  return new HostValue(value.dtype, value.shape, Array.from(value.stored.dataSync()));
}

/** Whether all values are known on the host. */
export const areOnHost = (values: readonly (Value | undefined)[]): values is HostValue[] =>
  values.every((value) => value instanceof HostValue);
