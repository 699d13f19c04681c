import { linearScale, type Range, rangeOf, valueError } from 'svg-plots';

/** From the smallest to the largest value (`'extrema'`), or with zero in the middle (`'centered'`). */
export type Rangescale = 'centered' | 'extrema';

/** How strong the colour of a value is. */
export interface ColorRange {
  /** The values with the strongest and weakest colours. */
  readonly range: Range;
  /** From -1 (the strongest colour of negative values) over 0 (the ground) to 1. */
  readonly strength: (value: number) => number;
}

const scales: Record<Rangescale, (values: Iterable<number>) => ColorRange> = {
  centered: (values) => {
    const [low, high] = rangeOf(values);
    const largest = Math.max(-low, high);
    return { range: [-largest + 0, largest], strength: (value) => (largest > 0 ? value / largest : 0) };
  },
  extrema: (values) => {
    const range = rangeOf(values);
    return { range, strength: range[1] > range[0] ? linearScale(range, [0, 1]) : () => 0 };
  },
};

/** @throws {ValueError} for a name that is no scale */
export function colorRange(values: Iterable<number>, rangescale: Rangescale): ColorRange {
  if (Object.hasOwn(scales, rangescale)) return scales[rangescale](values);
  throw valueError('rangescale', rangescale, Object.keys(scales).join(' or '));
}
