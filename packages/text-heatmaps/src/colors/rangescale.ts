import { ValueError } from 'xai-base';

/** Where values lie on the colour scheme. */
type Scale = (values: readonly number[]) => (value: number) => number;

const scales = {
  /** `(1 + x / max |x|) / 2`: the middle is zero. Where all values are zero, they get the middle. */
  centered: (values) => {
    const largest = largestOf(values);
    return largest > 0 ? (value) => (1 + value / largest) / 2 : () => 0.5;
  },
  /** `(x - min) / (max - min)`. Where all values are equal, they get the low end. */
  extrema: (values) => {
    const largest = largestOf(values) || 1; // a difference of the largest doubles is no double
    const shrunk = values.map((value) => value / largest);
    const low = shrunk.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
    const high = shrunk.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    return high > low ? (value) => (value / largest - low) / (high - low) : () => 0;
  },
} satisfies Record<string, Scale>;

/** From the smallest to the largest value (`'extrema'`), or with zero in the middle (`'centered'`). */
export type Rangescale = keyof typeof scales;

/**
 * The positions of values on a colour scheme, from 0 to 1.
 *
 * @throws {ValueError} for a name that is no scale
 */
export function positions(values: readonly number[], rangescale: Rangescale): number[] {
  if (Object.hasOwn(scales, rangescale)) return values.map(scales[rangescale](values));
  const expected = Object.keys(scales)
    .map((name) => `'${name}'`)
    .join(' or ');
  throw new ValueError(`rangescale is ${String(rangescale)}; expected ${expected}.`, {
    argument: 'rangescale',
    value: rangescale,
    expected,
  });
}

function largestOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
