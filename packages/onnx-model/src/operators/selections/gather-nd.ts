import { concat, gatherND, split, type Tensor } from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { HostValue } from '../values/host-value';
import { positivePlace } from '../values/indices';
import type { Value } from '../values/value';
import { fromFront } from './places';

/** `GatherND`: slices at indices of several axes. */
export const gatherNd: Operator = (node) => {
  if (node.int('batch_dims', 0) !== 0) throw new Unsupported('with batch_dims');
  return ([x, indices]) => {
    reserve([...indices.shape.slice(0, -1), ...x.shape.slice(indices.shape[indices.rank - 1])]);
    return new DeviceValue(gatherND(x.tensor, coordinates(indices, x.shape)));
  };
};

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
