import { broadcast_util, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Undoes a broadcast: sums the axes along which a tensor of `shape` was repeated. Always a new tensor.
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { sumTo } from 'tfjs-gradients';
 * Array.from(sumTo(tf.tensor2d([[1, 2], [3, 4]]), [2]).dataSync()); // => [4, 6]
 * ```
 */
export function sumTo(x: Tensor, shape: number[]): Tensor {
  const axes = broadcast_util.getReductionAxes(shape, x.shape);
  if (axes.length === 0) return reshape(x, shape);
  return shape.length === x.shape.length ? sum(x, axes, true) : reshape(sum(x, axes), shape);
}
