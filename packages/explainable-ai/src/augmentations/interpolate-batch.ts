import { add, cast, expandDims, mul, reshape, sub, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { checkPositiveInteger } from 'xai-base';
import { checkReferenceShape } from '../references/reference-of';

/**
 * Puts n points on the straight line from x0 to x in a row per sample: `x0 + t (x - x0)`.
 *
 * @param x `[batch, ...]`
 * @param x0 the other end, of the shape of x, or with a batch of 1 that serves every sample
 * @param n how many points, evenly spaced with both ends in (a single one lies at x); or the positions t themselves, 0 at x0 and 1 at x
 * @returns `[batch * n, ...]`: all points of the first sample, then all of the second, ...
 * @throws {ShapeError} when x0 has another shape
 * @throws {ValueError} when n is not an integer of at least 1
 *
 * @example
 * ```ts
 * interpolateBatch(tf.tensor2d([[1], [10]]), tf.tensor2d([[0], [0]]), 3); // => [[0], [0.5], [1], [0], [5], [10]]
 * ```
 */
export function interpolateBatch(x: Tensor, x0: Tensor, n: number | readonly number[]): Tensor {
  const positions = typeof n === 'number' ? evenly(n) : n;
  checkReferenceShape(x0, x, 'x0');
  return pointsBetween(x, x0, tensor1d([...positions], 'float32'));
}

/** The same as a pure program: the positions are a tensor `[n]`. */
export function pointsBetween(x: Tensor, x0: Tensor, positions: Tensor): Tensor {
  const [batch, ...sample] = x.shape;
  const [n] = positions.shape;
  const t = reshape(positions, [1, n, ...sample.map(() => 1)]);
  const start = expandDims(cast(x0, 'float32'), 1);
  const points = add(start, mul(t, sub(expandDims(x, 1), start))); // [batch, n, ...]
  return reshape(points, [batch * n, ...sample]);
}

function evenly(n: number): number[] {
  checkPositiveInteger('n', n);
  return n === 1 ? [1] : Array.from({ length: n }, (_, k) => k / (n - 1));
}
