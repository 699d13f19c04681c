import { clone, pad, reshape, type Tensor, util } from '@tensorflow/tfjs-core';

/**
 * Puts `factor - 1` zeros after each element of an axis.
 *
 * @example
 * ```ts
 * spread(tf.tensor1d([1, 2]), 0, 2); // => [1, 0, 2, 0]
 * ```
 */
export function spread(x: Tensor, axis: number, factor: number): Tensor {
  if (factor === 1) {
    return clone(x);
  }
  const inner = util.sizeFromShape(x.shape.slice(axis + 1));
  const rows = reshape(x, [-1, inner]);
  const shape = x.shape.map((length, index) => (index === axis ? length * factor : length));
  return reshape(
    pad(rows, [
      [0, 0],
      [0, (factor - 1) * inner],
    ]),
    shape,
  );
}
