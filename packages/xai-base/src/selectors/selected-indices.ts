import { argMax, reshape, type Tensor, tidy } from '@tensorflow/tfjs-core';

/**
 * Which output a mask selects, one a sample; of a weighted combination, the one with the largest weight.
 *
 * @param mask `[batch, classes]`, or of any rank: the index is then the one in row-major order
 *
 * @example
 * ```ts
 * await selectedIndices(tf.tensor2d([[0, 1], [1, -1]])); // => [1, 0]
 * ```
 */
export async function selectedIndices(mask: Tensor): Promise<number[]> {
  const indices = tidy(() => argMax(reshape(mask, [mask.shape[0], -1]), -1));
  try {
    return Array.from(await indices.data());
  } finally {
    indices.dispose();
  }
}
