import { expandDims, reshape, type Tensor, tile } from '@tensorflow/tfjs-core';
import { checkPositiveInteger } from 'xai-base';

/**
 * Repeats each sample of a batch n times: `[a, b] -> [a, a, a, b, b, b]`.
 *
 * @param input `[batch, ...]`
 * @param n how often, at least 1
 * @returns `[batch * n, ...]`
 * @throws {ValueError} when n is not an integer of at least 1
 *
 * @example
 * ```ts
 * augmentBatchDim(tf.tensor2d([[1], [2]]), 3); // => [[1], [1], [1], [2], [2], [2]]
 * ```
 */
export function augmentBatchDim(input: Tensor, n: number): Tensor {
  checkPositiveInteger('n', n);
  const [batch, ...sample] = input.shape;
  const repeated = tile(expandDims(input, 1), [1, n, ...sample.map(() => 1)]); // [batch, n, ...]
  return reshape(repeated, [batch * n, ...sample]);
}
