import { digitsFor, formatNumber } from './format-number';

/**
 * The ends of a range, with as many digits as tell them apart, three at least of the larger one; the smaller one has no more decimal places
 * than that.
 *
 * @example
 * ```ts
 * formatRange([-0.98234, 0.98234]); // => ['−0.982', '0.982']
 * formatRange([0.00071, 1.3555]); // => ['0', '1.36']
 * formatRange([0.50123, 0.50127]); // => ['0.50123', '0.50127']
 * ```
 */
export function formatRange([low, high]: readonly [low: number, high: number]): [low: string, high: string] {
  const digits = Math.max(digitsFor([low, high], high / 2 - low / 2) - 1, 3);
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const written = (value: number) => formatNumber(value, digitsBefore(value, largest, digits));
  return [low, high].map((value) => (isNothing(value, largest, digits) ? '0' : written(value))) as [string, string];
}

/** The power of ten of a number's first digit. */
const power = (value: number): number => Math.floor(Math.log10(Math.abs(value)));

/** How many digits a value has before the last decimal place of the largest one. */
const digitsBefore = (value: number, largest: number, digits: number): number =>
  value === 0 ? digits : Math.max(digits - power(largest) + power(value), 1);

/** Whether a value is less than half of the last decimal place of the largest one. */
const isNothing = (value: number, largest: number, digits: number): boolean =>
  2 * Math.abs(value) < 10 ** (power(largest) - digits + 1);
