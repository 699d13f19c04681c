import { DeviceValue } from '../values/device-value';
import { positiveAxis } from '../values/indices';
import { identity } from '../values/permute';
import { onDevice, type Value } from '../values/value';

/** A value with one axis, as ONNX counts them, stored last. */
export function axisLast(x: Value, axis: number): DeviceValue {
  const value = onDevice(x);
  const place = value.order[positiveAxis(axis, value.rank)];
  const last = value.rank - 1;
  if (place === last) return value;
  const move = [...identity(value.rank).filter((one) => one !== place), place];
  const order = value.order.map((one) => move.indexOf(one));
  return new DeviceValue(value.storedIn(order), order);
}

/** The order of a value's axes when the one that is stored last is gone. */
export function orderWithoutLast({ order, rank }: DeviceValue): number[] {
  return order.filter((place) => place !== rank - 1);
}
