import { ranks } from './ranks';

/**
 * The area under the ROC curve of scores: the chance that one inside has a larger score than one outside, ties counting half; NaN where all are inside,
 * or none.
 *
 * @param scores any numbers
 * @param inside 1 inside and 0 outside
 *
 * @see T. Fawcett: An Introduction to ROC Analysis (2006)
 *
 * @example
 * ```ts
 * rocAuc([3, 1, 2], [1, 0, 1]); // => 1
 * ```
 */
export function rocAuc(scores: ArrayLike<number>, inside: ArrayLike<number>): number {
  const all = ranks(scores);
  let [sum, count] = [0, 0];
  for (let k = 0; k < all.length; k++) {
    sum += inside[k] * all[k];
    count += inside[k];
  }
  return (sum - (count * (count + 1)) / 2) / (count * (all.length - count));
}
