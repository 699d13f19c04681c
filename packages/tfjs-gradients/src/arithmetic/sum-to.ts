import { broadcast_util, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';

/** Undoes a broadcast: sums the axes along which a tensor of `shape` was repeated. Always a new tensor. */
export function sumTo(x: Tensor, shape: number[]): Tensor {
  const axes = broadcast_util.getReductionAxes(shape, x.shape);
  return reshape(axes.length > 0 ? sum(x, axes) : x, shape);
}
