import { concat, gatherND, split, type Tensor } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { DeviceValue } from '../values/device-value';
import type { Value } from '../values/value';
import { placesOf } from './places';

/** `GatherND`: slices at indices of several axes. */
export const gatherNd: Operator = (node) => {
  if (node.int('batch_dims', 0) !== 0) throw new Unsupported('with batch_dims');
  return ([x, indices]) => new DeviceValue(gatherND(x.tensor, coordinates(indices, x.shape)));
};

/** Coordinates counted from the front. */
function coordinates(indices: Value, shape: readonly number[]): Tensor {
  const axes = indices.shape[indices.rank - 1];
  const parts = split(indices.tensor, axes, -1);
  return concat(
    parts.map((part, axis) => placesOf(new DeviceValue(part), shape[axis])),
    -1,
  );
}
