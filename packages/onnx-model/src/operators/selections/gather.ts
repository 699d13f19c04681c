import { gather as gatherTensor, reshape, slice, type Tensor } from '@tensorflow/tfjs-core';
import type { Evaluate, Operator } from '../operator';
import { reserve } from '../values/allowance';
import { DeviceValue } from '../values/device-value';
import { pick } from '../values/host-arithmetic';
import { HostValue } from '../values/host-value';
import { positiveAxis, positivePlace } from '../values/indices';
import { onDevice } from '../values/value';
import { placesOf } from './places';

/** `Gather`: the slices of an axis that indices name. */
export const gather: Operator = (node) => gatherAlong(node.int('axis', 0));

/** The slices of an axis that indices name. */
export const gatherAlong =
  (along: number): Evaluate =>
  ([x, indices]) => {
    const axis = positiveAxis(along, x.rank);
    const after = axis + indices.rank;
    const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
    reserve(shape);
    if (indices instanceof HostValue) {
      if (x instanceof HostValue) {
        const at = (index: readonly number[]) =>
          positivePlace(elementAt(indices, index.slice(axis, after)), x.shape[axis]);
        return pick(x, shape, (index) => [...index.slice(0, axis), at(index), ...index.slice(after)]);
      }
      if (indices.data.length === 1)
        return new DeviceValue(reshape(sliceAt(onDevice(x), axis, indices.data[0]), shape));
    }
    const flat = reshape(placesOf(indices, x.shape[axis]), [-1]);
    return new DeviceValue(reshape(gatherTensor(x.tensor, flat, axis), shape));
  };

/** The slice at one place of an axis. */
function sliceAt(x: DeviceValue, axis: number, index: number): Tensor {
  const begin = x.shape.map((_, one) => (one === axis ? positivePlace(index, x.shape[axis]) : 0));
  return slice(
    x.tensor,
    begin,
    x.shape.map((length, one) => (one === axis ? 1 : length)),
  );
}

function elementAt({ shape, data }: HostValue, index: readonly number[]): number {
  return data[index.reduce((offset, place, axis) => offset * shape[axis] + place, 0)];
}
