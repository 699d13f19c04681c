/** From the smallest to the largest number. */
export type Range = readonly [low: number, high: number];

/**
 * Maps a range, of some width, to another one.
 *
 * @example
 * ```ts
 * const xOf = linearScale([0, 1], [40, 600]);
 * xOf(0.5); // => 320
 * ```
 */
export function linearScale([low, high]: Range, [from, to]: Range): (value: number) => number {
  // halved, as the difference of the largest doubles is no double
  return (value) => from + (to - from) * ((value / 2 - low / 2) / (high / 2 - low / 2));
}

/** Narrower ranges are not told apart by doubles, and smaller numbers have few digits. */
const RELATIVE = 1e-12;
const TINY = 1e-290;

/**
 * A range that can be drawn: one of no width gets some at either side.
 *
 * @example
 * ```ts
 * drawable([0, 2]); // => [0, 2]
 * drawable([10, 10]); // => [9, 11]
 * ```
 */
export function drawable(range: Range): Range {
  const [low, high] = range;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high / 2 - low / 2 > Math.max(RELATIVE * size, TINY)) return range;
  const margin = size > TINY ? size / 10 : 1;
  return [Math.max(low - margin, -Number.MAX_VALUE), Math.min(high + margin, Number.MAX_VALUE)];
}

/**
 * The range of numbers.
 *
 * @example
 * ```ts
 * rangeOf([3, -1, 2]); // => [-1, 3]
 * ```
 */
export function rangeOf(values: Iterable<number>): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
