import type { Tensor } from '@tensorflow/tfjs-core';
import { valuesOf } from '../execution/values-of';

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
  const values = await valuesOf(mask);
  const [batch] = mask.shape;
  const length = mask.size / batch;
  return Array.from({ length: batch }, (_, sample) => firstLargest(values, sample * length, length));
}

/** The place of the first largest of some values from `begin` on. */
function firstLargest(values: ArrayLike<number>, begin: number, length: number): number {
  let found = 0;
  for (let at = 1; at < length; at++) if (values[begin + at] > values[begin + found]) found = at;
  return found;
}
