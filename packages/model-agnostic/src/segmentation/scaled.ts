import type { ImageValues } from './segmenter';

/**
 * An image with white at 1.
 *
 * @param white the value of white; by default 1 when no value is larger, else 255, or the largest value if that is larger still
 */
export function scaled(image: ImageValues, white?: number): ImageValues {
  const largest = Array.from(image.values).reduce((most, value) => Math.max(most, value), 0);
  const range = white ?? (largest <= 1 ? 1 : Math.max(255, largest));
  return range === 1 ? image : { ...image, values: Float64Array.from(image.values, (value) => value / range) };
}

/** An image with its smallest value at 0 and its largest at 1. */
export function stretched(image: ImageValues): ImageValues {
  const values = Float64Array.from(image.values);
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return { ...image, values: values.map((value) => (value - low) / (high - low || 1)) };
}
