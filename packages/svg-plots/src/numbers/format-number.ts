const SUPERSCRIPTS: Record<string, string> = { '-': '⁻', ...Object.fromEntries([...'⁰¹²³⁴⁵⁶⁷⁸⁹'].entries()) };

/**
 * A number as a reader wants it, with so many digits, but no zeros behind them.
 *
 * @example
 * ```ts
 * formatNumber(-0.25); // => '−0.25'
 * formatNumber(1.23456e-7, 2); // => '1.2×10⁻⁷'
 * ```
 */
export function formatNumber(value: number, digits = 4): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) {
    const [mantissa, exponent] = size.toExponential(digits - 1).split('e');
    const raised = [...String(Number(exponent))].map((digit) => SUPERSCRIPTS[digit]).join('');
    return `${sign}${Number(mantissa)}×10${raised}`;
  }
  const whole = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1;
  return `${sign}${Number(size.toPrecision(Math.max(digits, whole)))}`;
}
