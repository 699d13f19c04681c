import { sizeOf } from 'xai-base';
import type { Values } from './values';

/** The values with their axes in another order: axis `i` of the result is axis `order[i]` of the values. */
export function permute({ shape, data }: Values, order: readonly number[]): Values {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  const newShape = order.map((axis) => shape[axis]);
  const result = new Float64Array(data.length);
  const position = order.map(() => 0);
  for (let at = 0; at < result.length; at++) {
    result[at] = data[order.reduce((source, axis, index) => source + position[index] * strides[axis], 0)];
    // Count on, as a mileage counter does.
    for (let axis = position.length - 1; axis >= 0 && ++position[axis] === newShape[axis]; axis--) position[axis] = 0;
  }
  return { shape: newShape, data: result };
}
