import { cumsum, equal, mul, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { float } from '../define';
import { reducedAxes } from './expand-reduced';
import { flattenReduced, unflattenReduced } from './flatten-reduced';

/**
 * The gradient of a maximum or a minimum y of x: the first element in row-major order that equals y takes it all,
 * whichever order of search the backend has.
 */
export function gradientOfFirstEqual(dy: Tensor, x: Tensor, y: Tensor, axis: number | number[]): Tensor {
  const axes = reducedAxes(axis, x.shape);
  const rows = flattenReduced(x, axes); // [kept, reduced]
  const isExtreme = float(equal(rows, reshape(y, [-1, 1])));
  const isFirst = mul(isExtreme, float(equal(cumsum(isExtreme, 1, true), 0)));
  return unflattenReduced(mul(isFirst, reshape(dy, [-1, 1])), x.shape, axes);
}
