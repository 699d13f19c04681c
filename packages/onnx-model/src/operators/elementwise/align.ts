import { reshape, type Tensor } from '@tensorflow/tfjs-core';
import { DeviceValue } from '../values/device-value';
import { identity, isIdentity } from '../values/permute';
import { onDevice, type Value } from '../values/value';

/** Values that are to be combined element by element: tensors that TensorFlow.js broadcasts to each other, and how their axes are stored. */
export interface Aligned {
  readonly tensors: Tensor[];
  readonly order: readonly number[];
}

/** Brings the axes of values into one order: that of the first of full rank whose axes are stored in an order of their own. */
export function align(values: readonly Value[]): Aligned {
  const rank = Math.max(...values.map((value) => value.rank));
  const full = values.filter((value): value is DeviceValue => value instanceof DeviceValue && value.rank === rank);
  const order = full.find((value) => !isIdentity(value.order))?.order ?? identity(rank);
  return { tensors: values.map((value) => alignTo(order, value)), order };
}

function alignTo(order: readonly number[], value: Value): Tensor {
  if (value.rank === 0 || isIdentity(order)) return value.tensor;
  if (value.rank === order.length) return onDevice(value).storedIn(order);
  const missing = order.length - value.rank;
  const full = reshape(value.tensor, [...Array<number>(missing).fill(1), ...value.shape]);
  return new DeviceValue(full).storedIn(order);
}
