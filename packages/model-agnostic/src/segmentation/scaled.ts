import type { ImageValues } from './segmenter';

/**
 * An image with white at 1.
 *
 * @param white the value of white; by default 1 when no value is larger, else 255, or the largest value if that is larger still
 */
export function scaled(image: ImageValues, white?: number): ImageValues {
  const { high } = extremes(image.values);
  const range = white ?? (high <= 1 ? 1 : Math.max(255, high));
  return range === 1 ? image : { ...image, values: Float64Array.from(image.values, (value) => value / range) };
}

/** An image with its smallest value at 0 and its largest at 1. */
export function stretched(image: ImageValues): ImageValues {
  const { low, high } = extremes(image.values);
  return { ...image, values: Float64Array.from(image.values, (value) => (value - low) / (high - low || 1)) };
}

function extremes(values: ArrayLike<number>): { low: number; high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < values.length; at++) {
    if (values[at] < low) low = values[at];
    if (values[at] > high) high = values[at];
  }
  return { low, high };
}
