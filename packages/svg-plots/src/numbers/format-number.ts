const SUPERSCRIPTS: Record<string, string> = { '-': '⁻', ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].entries()) };

/** Numbers as large are not told apart by doubles to the last digit, and nobody counts their digits. */
const LARGE = 1e15;
const SMALL = 1e-4;

/**
 * A number as a reader wants it, with so many digits, but no zeros behind them. What stands before the decimal point is always whole, so
 * that identifiers, zip codes and sums stay what they are; very large and very small numbers are written with a power of ten.
 *
 * @example
 * ```ts
 * formatNumber(-0.25); // => '−0.25'
 * formatNumber(123456789); // => '123456789'
 * formatNumber(1.23456e-7, 2); // => '1.2×10⁻⁷'
 * ```
 */
export function formatNumber(value: number, digits = 4): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size !== 0 && (size >= LARGE || size < SMALL)) {
    const [mantissa, exponent] = size.toExponential(digits - 1).split('e');
    const raised = [...String(Number(exponent))].map((digit) => SUPERSCRIPTS[digit]).join('');
    return `${sign}${Number(mantissa)}×10${raised}`;
  }
  const whole = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1;
  return `${sign}${Number(size.toPrecision(Math.max(digits, whole)))}`;
}

/** They tell all numbers of single precision apart; where a power of ten follows, fewer have to do. */
const MOST_DIGITS = 9;
const MOST_WITH_POWER = 6;

/**
 * How many digits numbers need so that steps between them are seen, to three digits of the largest step.
 *
 * @example
 * ```ts
 * digitsFor([12.34, 12.3401], 0.0001); // => 8
 * formatNumber(12.3401, digitsFor([12.34, 12.3401], 0.0001)); // => '12.3401'
 * ```
 */
export function digitsFor(numbers: readonly number[], step: number): number {
  const largest = Math.max(...numbers.map(Math.abs));
  if (!(largest > 0 && step > 0)) return 4;
  const places = Math.floor(Math.log10(largest)) - Math.floor(Math.log10(step));
  const most = largest >= LARGE || largest < SMALL ? MOST_WITH_POWER : MOST_DIGITS;
  return Math.min(Math.max(places + 3, 4), most);
}
