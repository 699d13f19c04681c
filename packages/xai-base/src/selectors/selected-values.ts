import { mul, sum, type Tensor } from '@tensorflow/tfjs-core';

/**
 * What is explained: `sum(mask * output)` of each sample; a pure program of TensorFlow.js ops.
 *
 * @param mask of the output's shape
 * @param output `[batch, ...]`
 * @returns `[batch]`
 *
 * @example
 * ```ts
 * selectedValues(tf.tensor2d([[1, -1]]), tf.tensor2d([[5, 3]])); // => [2]
 * ```
 */
export function selectedValues(mask: Tensor, output: Tensor): Tensor {
  const axes = output.shape.slice(1).map((_, axis) => axis + 1);
  return sum(mul(mask, output), axes);
}
