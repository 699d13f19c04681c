import { reshape, sum, type Tensor } from '@tensorflow/tfjs-core';

/** Sums over the axes that broadcasting from `shape` has stretched. */
export function sumTo(x: Tensor, shape: readonly number[]): Tensor {
  const missing = x.rank - shape.length;
  const axes = x.shape.map((_, axis) => axis).filter((axis) => axis < missing || shape[axis - missing] < x.shape[axis]);
  return axes.length > 0 ? reshape(sum(x, axes, true), [...shape]) : x;
}
