import { concat, reshape, slice, type Tensor, util } from '@tensorflow/tfjs-core';

/** A kernel with its cells, the first `dimensions` axes, in the opposite order: much faster on wasm than `tf.reverse`. */
export function mirrored(kernel: Tensor, dimensions: number): Tensor {
  const cells = util.sizeFromShape(kernel.shape.slice(0, dimensions));
  if (cells === 1) return kernel;
  const rows = reshape(kernel, [cells, kernel.size / cells]);
  const reversed = Array.from({ length: cells }, (_, index) => slice(rows, [cells - 1 - index, 0], [1, -1]));
  return reshape(concat(reversed, 0), kernel.shape);
}
