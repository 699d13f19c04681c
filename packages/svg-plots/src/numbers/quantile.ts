/**
 * A quantile of numbers, with linear interpolation between ranks.
 *
 * @param sorted the numbers, rising
 * @param fraction from 0, the smallest, to 1, the largest
 *
 * @example
 * ```ts
 * quantile([1, 2, 4], 0.75); // => 3
 * ```
 */
export function quantile(sorted: ArrayLike<number>, fraction: number): number {
  const rank = fraction * (sorted.length - 1);
  const low = sorted[Math.floor(rank)];
  const high = sorted[Math.ceil(rank)];
  return low + (high - low) * (rank - Math.floor(rank));
}
