import { DeviceValue } from './device-value';
import { HostValue } from './host-value';

/** What flows between the nodes of a graph. */
export type Value = HostValue | DeviceValue;

/** A value on the device. */
export const onDevice = (value: Value): DeviceValue =>
  value instanceof DeviceValue ? value : new DeviceValue(value.tensor);

/** Whether all values are known on the host. */
export const areOnHost = (values: readonly (Value | undefined)[]): values is HostValue[] =>
  values.every((value) => value instanceof HostValue);
