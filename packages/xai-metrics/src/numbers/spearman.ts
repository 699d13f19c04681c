import { pearson } from './pearson';
import { ranks } from './ranks';

/**
 * The rank correlation of two lists of numbers, ties sharing the mean of their ranks; NaN when one of them is constant.
 *
 * @see C. Spearman: The Proof and Measurement of Association between Two Things (1904)
 *
 * @example
 * ```ts
 * spearman([1, 2, 3], [1, 4, 9]); // => 1
 * ```
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return pearson(ranks(a), ranks(b));
}
