import { type Range, rangeOf } from '../numbers/linear-scale';
import { valueError } from '../values/errors';
import { clipped } from './clip';

/**
 * Where the colours begin and end: at the smallest and the largest value (`'extrema'`), with zero in the middle (`'centered'`), or at two values
 * of one's own, so that pictures can be compared.
 */
export type ValueRange = 'centered' | 'extrema' | readonly [low: number, high: number];

/**
 * What happens to few values that are far from all others, and would take up the whole range of colours:
 * - `'auto'`: where a value is outside of the percentiles 1 and 99 by more than three times what lies between them (of `'centered'`: where it
 *   is more than four times as far from zero as the percentile 99 of the absolute values), colours end at that percentile. Fewer than 16
 *   values have no outliers;
 * - a number, such as 0.99: colours always end at that percentile;
 * - `false`: they never do.
 *
 * Values beyond get the colours of the ends. A range of one's own is not clipped.
 */
export type Clip = 'auto' | false | number;

/** An array or a typed array of numbers. */
type Numbers = ArrayLike<number> & Iterable<number>;

/** What colours stand for. */
export interface ColorRange {
  /** The values at the low and the high end. */
  readonly range: Range;
  /** Whether values lie beyond the low and the high end. */
  readonly isClipped: readonly [below: boolean, above: boolean];
  /** Where a value lies in the range, from 0 (the low end) to 1. */
  readonly position: (value: number) => number;
}

const names: readonly unknown[] = ['centered', 'extrema'];

/**
 * Checks a range and a clip before values are known.
 *
 * @throws {ValueError} for another range or clip
 *
 * @example
 * ```ts
 * checkRange('centered', 0.99); // throws nothing
 * ```
 */
export function checkRange(range: ValueRange, clip: Clip): void {
  if (!names.includes(range) && !isPair(range))
    throw valueError('range', range, "'centered', 'extrema', or two finite numbers, the smaller one first");
  if (clip === 'auto' || clip === false || (typeof clip === 'number' && clip > 0.5 && clip <= 1)) return;
  throw valueError('clip', clip, "'auto', false, or a percentile as a fraction above 0.5, such as 0.99");
}

/**
 * The range of the colours of some values. Equal values get the low end of `'extrema'`; zeros alone, the middle of `'centered'`.
 *
 * @param values finite numbers, at least one
 * @throws {ValueError} for another range or clip
 *
 * @example
 * ```ts
 * const { range, position } = colorRange([-1, 0, 4], 'centered');
 * [range, position(-1)]; // => [[-4, 4], 0.375]
 * colorRange([...Array(99).keys(), 1e6], 'extrema', 'auto').range; // => [0, 98]
 * ```
 */
export function colorRange(values: Numbers, range: ValueRange, clip: Clip = false): ColorRange {
  checkRange(range, clip);
  const whole = rangeOf(values);
  const [low, high] = rangeBy(range, values, whole, clip);
  const largest = Math.max(Math.abs(low), Math.abs(high)) || 1; // a difference of the largest doubles is no double
  const [start, width] = [low / largest, high / largest - low / largest];
  const none = isCentered(range) ? 0.5 : 0;
  return {
    range: [low, high],
    isClipped: [whole[0] < low, whole[1] > high],
    position: (value) => (width > 0 ? Math.min(Math.max((value / largest - start) / width, 0), 1) : none),
  };
}

/**
 * Whether zero has the middle of the colours.
 *
 * @example
 * ```ts
 * isCentered([-2, 2]); // => true
 * isCentered([0, 2]); // => false
 * ```
 */
export function isCentered(range: ValueRange): boolean {
  return range === 'centered' || (typeof range !== 'string' && range[0] === -range[1]);
}

function isPair(range: unknown): boolean {
  return Array.isArray(range) && range.length === 2 && range.every(Number.isFinite) && range[0] < range[1];
}

function rangeBy(range: ValueRange, values: Numbers, whole: Range, clip: Clip): Range {
  if (range === 'centered') return centered(values, whole, clip);
  if (range === 'extrema') return extrema(values, whole, clip);
  return [range[0], range[1]];
}

function centered(values: Numbers, [low, high]: Range, clip: Clip): Range {
  const largest = Math.max(-low, high);
  if (clip === false) return [-largest + 0, largest];
  const magnitudes = Float64Array.from(values, Math.abs).sort();
  const [, end] = clipped(magnitudes, clip, 0);
  return [-end + 0, end];
}

function extrema(values: Numbers, whole: Range, clip: Clip): Range {
  return clip === false ? whole : clipped(Float64Array.from(values).sort(), clip);
}
