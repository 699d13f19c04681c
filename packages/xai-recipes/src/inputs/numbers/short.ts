/**
 * A number for people: four significant digits.
 *
 * @example
 * ```ts
 * short(3.14159); // => '3.142'
 * short(0.000012); // => '1.2e-5'
 * ```
 */
export function short(value: number): string {
  if (value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3)) return value.toExponential(1);
  return String(Number(value.toPrecision(4)));
}
