import { add, less, scalar, type Tensor, where } from '@tensorflow/tfjs-core';
import { HostValue } from '../values/host-value';
import { positivePlace } from '../values/indices';
import type { Value } from '../values/value';

/**
 * Indices into an axis of a length, counted from the front.
 *
 * @throws {ModelError} when one that is known is outside
 */
export function placesOf(indices: Value, length: number): Tensor {
  if (!(indices instanceof HostValue)) return fromFront(indices.tensor, length);
  const data = Array.from(indices.data, (index) => positivePlace(index, length));
  return new HostValue('int32', indices.shape, data).tensor;
}

/** Indices counted from the front, whether they are inside or not. */
export const fromFront = (indices: Tensor, length: number): Tensor =>
  where(less(indices, scalar(0, 'int32')), add(indices, scalar(length, 'int32')), indices);
