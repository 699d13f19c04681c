import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import { positivePlace, sizeOf, stridesOf } from '../values/indices';
import { knownIndices, reductionOf, scattered } from './scatter';

/** `ScatterND`: each update is a slice, and goes to the place that indices of several axes name. */
export const scatterNd: Operator = (node) => {
  const reduction = reductionOf(node);
  return ([x, indicesInput, updates]) => {
    const indices = knownIndices(indicesInput);
    const axes = indices.shape[indices.rank - 1];
    const slice = x.shape.slice(axes);
    const expected = [...indices.shape.slice(0, -1), ...slice];
    if (!(axes <= x.rank) || String(expected) !== String(updates.shape)) {
      throw new ModelError(
        `indices of shape [${indices.shape}] into [${x.shape}] do not go with updates of shape [${updates.shape}].`,
        { argument: 'model', value: updates.shape },
      );
    }
    const strides = stridesOf(x.shape);
    const size = sizeOf(slice);
    const places = Array.from({ length: sizeOf(updates.shape) }, (_, element) => {
      const first = Math.floor(element / size) * axes;
      const offsets = Array.from({ length: axes }, (_axis, axis) => {
        return strides[axis] * positivePlace(indices.data[first + axis], x.shape[axis]);
      });
      return offsets.reduce((place, offset) => place + offset, element % size);
    });
    return scattered(x, updates, places, reduction);
  };
};
