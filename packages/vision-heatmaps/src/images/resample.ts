/** Numbers on a grid: `height` rows of `width` places with `channels` numbers each. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: ArrayLike<number>;
}

/** For each new place along an axis: where its sources begin, and their weights, which sum to 1, or to less where the axis fades out. */
export type Taps = readonly { readonly begin: number; readonly weights: readonly number[] }[];

/** The nearest source of each new place. */
export function nearest(length: number, newLength: number): Taps {
  return Array.from({ length: newLength }, (_, index) => {
    return { begin: Math.floor(((index + 0.5) * length) / newLength), weights: [1] };
  });
}

/**
 * Linear interpolation with pixel centres at halves. Where the axis shrinks, the triangle widens with the factor, so
 * that every source counts.
 */
export function linear(length: number, newLength: number): Taps {
  const factor = length / newLength;
  const reach = Math.max(factor, 1);
  return Array.from({ length: newLength }, (_, index) => {
    const center = (index + 0.5) * factor - 0.5;
    const begin = Math.max(Math.ceil(center - reach), 0);
    const end = Math.min(Math.floor(center + reach), length - 1);
    const weights = Array.from({ length: end - begin + 1 }, (_, tap) => 1 - Math.abs(begin + tap - center) / reach);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { begin, weights: weights.map((weight) => weight / total) };
  });
}

/** Resamples first along the rows, then along the columns. */
export function resample({ width, height, channels, data }: Grid, across: Taps, down: Taps): Float64Array {
  const wide = new Float64Array(height * across.length * channels);
  for (let y = 0; y < height; y++)
    for (const [x, { begin, weights }] of across.entries())
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (const [tap, weight] of weights.entries())
          sum += weight * data[(y * width + begin + tap) * channels + channel];
        wide[(y * across.length + x) * channels + channel] = sum;
      }
  const rowLength = across.length * channels;
  const result = new Float64Array(down.length * rowLength);
  for (const [y, { begin, weights }] of down.entries())
    for (const [tap, weight] of weights.entries())
      for (let x = 0; x < rowLength; x++) result[y * rowLength + x] += weight * wide[(begin + tap) * rowLength + x];
  return result;
}
