/**
 * Where the first value is that is no finite number, or -1. A plain loop: `findIndex` is ten times slower, which shows on large images.
 *
 * @example
 * ```ts
 * firstNotFinite([1, Number.NaN, Number.POSITIVE_INFINITY]); // => 1
 * ```
 */
export function firstNotFinite(values: ArrayLike<number>): number {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at])) return at;
  return -1;
}
