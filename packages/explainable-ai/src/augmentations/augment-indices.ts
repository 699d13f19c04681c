import { checkPositiveInteger } from 'xai-base';

/**
 * Repeats each sample's selected output n times, as {@link augmentBatchDim} does with the samples.
 *
 * @param indices one output index a sample
 * @param n how often, at least 1
 * @throws {ValueError} when n is not an integer of at least 1
 *
 * @example
 * ```ts
 * augmentIndices([9, 4], 2); // => [9, 9, 4, 4]
 * ```
 */
export function augmentIndices(indices: readonly number[], n: number): number[] {
  checkPositiveInteger('n', n);
  return indices.flatMap((index) => new Array<number>(n).fill(index));
}
