/** What stands before the fraction of a number. */
export type DecimalMark = '.' | ',';

const numbers: Readonly<Record<DecimalMark, RegExp>> = {
  '.': /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i,
  ',': /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i,
};

/**
 * A number in decimal digits; NaN for anything else, such as `0x27`, `Infinity` or a blank.
 *
 * @example
 * ```ts
 * decimalOf('1.5e3'); // => 1500
 * decimalOf('1,5', ','); // => 1.5
 * decimalOf('0x27'); // => NaN
 * ```
 */
export function decimalOf(text: string, mark: DecimalMark = '.'): number {
  const digits = text.trim();
  const value = numbers[mark].test(digits) ? Number(digits.replace(',', '.')) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
