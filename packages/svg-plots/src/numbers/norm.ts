/**
 * The 2-norm of numbers, of any size and count: `sqrt(sum_i x_i^2)`.
 *
 * @example
 * ```ts
 * norm([3, -4]); // => 5
 * norm([3e200, 4e200]); // => 5e200
 * ```
 */
export function norm(values: ArrayLike<number>): number {
  let largest = 0;
  for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at]));
  if (largest === 0) return 0;
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += (values[at] / largest) ** 2;
  return largest * Math.sqrt(sum);
}
