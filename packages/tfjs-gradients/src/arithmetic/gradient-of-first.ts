import { add, cumsum, equal, getBackend, mul, range, reshape, scatterND, type Tensor } from '@tensorflow/tfjs-core';
import { float } from '../define';
import { firstWinsBackends } from '../first-wins-backends';
import { reducedAxes } from './expand-reduced';
import { flattenReduced, unflattenReduced } from './flatten-reduced';

/**
 * The gradient of a maximum or a minimum y of x: the first element in row-major order that equals y takes it all,
 * whichever order of search the backend has.
 *
 * @param find where each row has its extreme element: `argMax` or `argMin`
 */
export function gradientOfFirst(
  find: (rows: Tensor, axis: number) => Tensor,
  dy: Tensor,
  x: Tensor,
  y: Tensor,
  axis: number | number[],
): Tensor {
  const axes = reducedAxes(axis, x.shape);
  const rows = flattenReduced(x, axes); // [kept, reduced]
  const gradient = firstWinsBackends.includes(getBackend())
    ? scattered(find(rows, 1), dy, rows.shape)
    : masked(rows, dy, y);
  return unflattenReduced(gradient, x.shape, axes);
}

/** Each row's dy at the row's place. */
function scattered(places: Tensor, dy: Tensor, [kept, reduced]: number[]): Tensor {
  const starts = range(0, kept * reduced, reduced, 'int32');
  const indices = reshape(add(starts, places), [kept, 1]);
  return scatterND(indices, reshape(dy, [kept]), [kept * reduced]);
}

/** The same by comparisons, for backends that may find another of several equal elements: rows `[kept, reduced]`. */
export function masked(rows: Tensor, dy: Tensor, y: Tensor): Tensor {
  const isExtreme = float(equal(rows, reshape(y, [-1, 1])));
  const isFirst = mul(isExtreme, float(equal(cumsum(isExtreme, 1, true), 0)));
  return mul(isFirst, reshape(dy, [-1, 1]));
}
