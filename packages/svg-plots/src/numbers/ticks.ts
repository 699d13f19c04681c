import { drawable, type Range } from './linear-scale';

/** Where two ticks are sure to be found. */
const MOST = 8;

/**
 * The multiples of 1, 2 or 5 times a power of ten in a range, about as many as asked for but at least two;
 * of a range of no width its low end.
 *
 * @param smallestStep for ranges of whole numbers 1
 *
 * @example
 * ```ts
 * ticks([0, 1], 5); // => [0, 0.2, 0.4, 0.6, 0.8, 1]
 * ticks([-7, 12], 3); // => [0, 10]
 * ```
 */
export function ticks(range: Range, count: number, smallestStep = 0): number[] {
  const [low, high] = range;
  if (drawable(range) !== range) return [low];
  const step = Math.max(niceStep(high / count - low / count), smallestStep);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  if (last <= first && count < MOST) return ticks(range, 2 * count, smallestStep);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(15)));
}

/** The smallest of 1, 2 or 5 times a power of ten that is at least so large. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}
