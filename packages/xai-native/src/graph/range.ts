/** The smallest and the largest number that the elements of a value can be. */
export type Range = readonly [min: number, max: number];

export const anything: Range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
export const nonNegative: Range = [0, Number.POSITIVE_INFINITY];
export const unit: Range = [0, 1];

/** The range of one number, in the precision of float32. */
export function exactly(value: number): Range {
  return [Math.fround(value), Math.fround(value)];
}

/** The number that all elements are, if the range has room for one only. */
export function onlyNumber([min, max]: Range): number | undefined {
  return min === max ? min : undefined;
}

/** The range of the candidates; anything where one of them is no number, such as infinity times zero. */
export function hull(...candidates: number[]): Range {
  if (candidates.some(Number.isNaN)) return anything;
  return [Math.fround(Math.min(...candidates)), Math.fround(Math.max(...candidates))];
}

/** The range of a function that never falls, or never rises. */
export function monotonic(f: (x: number) => number): (range: Range) => Range {
  return ([min, max]) => hull(f(min), f(max));
}

/** The range of a function of two numbers that is monotonic in each of them. */
export function monotonicInBoth(f: (a: number, b: number) => number): (a: Range, b: Range) => Range {
  return ([minA, maxA], [minB, maxB]) => hull(f(minA, minB), f(minA, maxB), f(maxA, minB), f(maxA, maxB));
}

/** The range of the elements of several values together. */
export function union(ranges: readonly Range[]): Range {
  return hull(...ranges.flat());
}

/** The range of sums of elements: their sign is all that is known, and that sums of zeros are zero. */
export function sumRange([min, max]: Range): Range {
  return [min >= 0 ? 0 : Number.NEGATIVE_INFINITY, max <= 0 ? 0 : Number.POSITIVE_INFINITY];
}

/** The range of sums of products. */
export function productSumRange(a: Range, b: Range): Range {
  return sumRange(productRange(a, b));
}

/** The range of products; zero times anything is zero. */
export const productRange = monotonicInBoth((a, b) => (a === 0 || b === 0 ? 0 : a * b));
