import { clone, gather, reshape, type Tensor, tensor1d, util } from '@tensorflow/tfjs-core';

/**
 * A kernel with its cells, the first axes, in the opposite order; by `gather`, as `reverse` is slow on wasm.
 *
 * @param kernel `[...cells, in, out]`
 * @param dimensions how many axes the cells have
 *
 * @example
 * ```ts
 * mirror(tf.tensor4d([1, 2, 3, 4], [2, 2, 1, 1])); // => [[[[4]], [[3]]], [[[2]], [[1]]]]
 * ```
 */
export function mirror(kernel: Tensor, dimensions = 2): Tensor {
  const cells = util.sizeFromShape(kernel.shape.slice(0, dimensions));
  if (cells === 1) {
    return clone(kernel);
  }
  const backwards = Int32Array.from({ length: cells }, (_, index) => cells - 1 - index);
  return reshape(gather(reshape(kernel, [cells, kernel.size / cells]), tensor1d(backwards, 'int32')), kernel.shape);
}
