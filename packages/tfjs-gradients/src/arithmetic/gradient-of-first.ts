import {
  add,
  cumsum,
  equal,
  expandDims,
  getBackend,
  mul,
  range,
  reshape,
  scatterND,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { float } from '../define';
import { firstWinsBackends } from '../first-wins-backends';
import { reducedAxes } from './expand-reduced';
import { flattenReduced, unflattenReduced } from './flatten-reduced';

/** Where each row has its extreme element: `argMax` or `argMin`. */
type Search = (rows: Tensor, axis: number) => Tensor;

/**
 * The gradient of a maximum or a minimum y of x: the first element in row-major order that equals y takes it all,
 * whichever order of search the backend has.
 *
 * @param find where each row has its extreme element: `argMax` or `argMin`
 */
export function gradientOfFirst(find: Search, dy: Tensor, x: Tensor, y: Tensor, axis?: number | number[]): Tensor {
  if (firstWinsBackends.includes(getBackend())) return gradientAtFound(find, dy, x, axis);
  const axes = reducedAxes(axis, x.shape);
  return unflattenReduced(masked(flattenReduced(x, axes), dy, y), x.shape, axes);
}

/**
 * The gradient of a maximum or a minimum over some axes, on a backend whose search finds the first of several equal elements, which takes it all.
 *
 * @param find where each row has its extreme element: `argMax` or `argMin`
 * @param dy of the shape of the maximum, with or without the reduced axes
 * @param x what the maximum is of
 * @param axis the reduced axes; all of them when none is named
 * @returns shaped like x
 *
 * @example
 * ```ts
 * gradientAtFound(tf.argMax, tf.tensor1d([5, 6]), tf.tensor2d([[1, 3], [2, 2]]), 1); // => [[0, 5], [6, 0]]
 * ```
 */
export function gradientAtFound(find: Search, dy: Tensor, x: Tensor, axis?: number | number[]): Tensor {
  const axes = reducedAxes(axis, x.shape);
  const rows = flattenReduced(x, axes); // [kept, reduced]
  return unflattenReduced(scattered(find(rows, 1), dy, rows.shape), x.shape, axes);
}

/** Each row's dy at the row's place. */
function scattered(places: Tensor, dy: Tensor, [kept, reduced]: number[]): Tensor {
  const starts = expandDims(range(0, kept * reduced, reduced, 'int32'), 1);
  const indices = add(starts, expandDims(places, 1)); // [kept, 1]
  return scatterND(indices, reshape(dy, [kept]), [kept * reduced]);
}

/** The same by comparisons, for backends that may find another of several equal elements: rows `[kept, reduced]`. */
export function masked(rows: Tensor, dy: Tensor, y: Tensor): Tensor {
  const isExtreme = float(equal(rows, reshape(y, [-1, 1])));
  const isFirst = mul(isExtreme, float(equal(cumsum(isExtreme, 1, true), 0)));
  return mul(isFirst, reshape(dy, [-1, 1]));
}
