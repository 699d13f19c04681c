/** What stands before the fraction of a number. */
export type DecimalMark = '.' | ',';

/** Spaces (also narrow ones, and those that do not break) and apostrophes stand between thousands and nowhere else. */
const BETWEEN = "[ \\u00a0\\u2009\\u202f'\\u2019]";

const numbers: Readonly<Record<DecimalMark, readonly RegExp[]>> = {
  '.': written('\\.', ','),
  ',': written(',', '\\.'),
};

/** Numbers in digits; with thousands apart by a mark of their own; or by the other mark, where there are two of these or a fraction behind, so that it is no fraction itself. */
function written(mark: string, other: string): RegExp[] {
  const whole = [`\\d+${mark}?\\d*|${mark}\\d+`, `\\d{1,3}(?:${BETWEEN}\\d{3})+(?:${mark}\\d*)?`];
  const others = [`\\d{1,3}(?:${other}\\d{3}){2,}(?:${mark}\\d*)?`, `\\d{1,3}${other}\\d{3}${mark}\\d*`];
  return [...whole, ...others].map((pattern) => new RegExp(`^[+-]?(?:${pattern})(?:e[+-]?\\d+)?$`, 'i'));
}

/**
 * A number in decimal digits, whose thousands may be apart; NaN for anything else, such as `0x27`, `Infinity` or a blank, and for `1,234`, which is one number in
 * some countries and another one in others.
 *
 * @example
 * ```ts
 * decimalOf('1.5e3'); // => 1500
 * decimalOf('1,5', ','); // => 1.5
 * decimalOf('1.234.567,5', ','); // => 1234567.5
 * decimalOf('0x27'); // => NaN
 * ```
 */
export function decimalOf(text: string, mark: DecimalMark = '.'): number {
  const digits = text.trim().replace(/^\u2212/, '-'); // as typesetters write a minus
  if (!numbers[mark].some((pattern) => pattern.test(digits))) return Number.NaN;
  const plain = digits.replace(mark === '.' ? /[^\d.e+-]/gi : /[^\d,e+-]/gi, '').replace(',', '.');
  const value = Number(plain);
  return Number.isFinite(value) ? value : Number.NaN;
}

/**
 * Whether a text is a number in one way of writing and a thousand times that in another: `1,234`, or `1.234` beside decimal commas.
 *
 * @param mark that of the other numbers
 */
export function isAmbiguous(text: string, mark: DecimalMark): boolean {
  return (mark === '.' ? /^[+-]?\d{1,3},\d{3}$/ : /^[+-]?\d{1,3}\.\d{3}$/).test(text.trim());
}
