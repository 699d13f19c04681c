import { add, less, scalar, type Tensor, where } from '@tensorflow/tfjs-core';
import { HostValue } from '../values/host-value';
import { positiveAxis } from '../values/indices';
import type { Value } from '../values/value';

/** Indices into an axis of a length, counted from the front. */
export function placesOf(indices: Value, length: number): Tensor {
  if (indices instanceof HostValue) {
    const data = Array.from(indices.data, (index) => positiveAxis(index, length));
    return new HostValue('int32', indices.shape, data).tensor;
  }
  const { tensor } = indices;
  return where(less(tensor, scalar(0, 'int32')), add(tensor, scalar(length, 'int32')), tensor);
}
