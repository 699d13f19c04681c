import { broadcastTo, concat, gatherND, range, reshape, split, type Tensor } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import { positivePlace } from '../values/indices';
import type { Value } from '../values/value';
import { fromFront } from './places';

/** `GatherND`: slices at indices of several axes, which come behind those that values and indices share. */
export const gatherNd: Operator = (node) => {
  const shared = node.int('batch_dims', 0);
  return ([x, indices]) => {
    const own = coordinates(indices, x.shape.slice(shared));
    const places = shared === 0 ? own : concat([...sharedPlaces(indices.shape, shared), own], -1);
    reserve([...indices.shape.slice(0, -1), ...x.shape.slice(places.shape[places.rank - 1])]);
    return new DeviceValue(gatherND(x.tensor, places));
  };
};

/** Of each row of indices, where it stands along the axes that values and indices share. */
const sharedPlaces = (shape: readonly number[], shared: number): Tensor[] =>
  Array.from({ length: shared }, (_, axis) => {
    const alone = shape.map((length, one) => (one === axis ? length : 1));
    return broadcastTo(reshape(range(0, shape[axis], 1, 'int32'), alone), [...shape.slice(0, -1), 1]);
  });

/** Coordinates counted from the front. */
function coordinates(indices: Value, shape: readonly number[]): Tensor {
  const axes = indices.shape[indices.rank - 1];
  if (!(axes <= shape.length)) {
    throw new ModelError(`indices of ${axes} axes do not go with a rank of ${shape.length}.`, {
      argument: 'model',
      value: axes,
    });
  }
  if (indices instanceof HostValue) {
    const data = Array.from(indices.data, (index, place) => positivePlace(index, shape[place % axes]));
    return new HostValue('int32', indices.shape, data).tensor;
  }
  const parts = split(indices.tensor, axes, -1);
  return concat(
    parts.map((part, axis) => fromFront(part, shape[axis])),
    -1,
  );
}
