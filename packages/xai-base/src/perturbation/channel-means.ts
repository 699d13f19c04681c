import type { Sample } from './features';

/**
 * The mean of each channel (place of the last axis) over the other axes, without missing values; NaN of a channel that has no others.
 *
 * @example
 * ```ts
 * channelMeans({ values: new Float32Array([1, 10, 3, 30]), shape: [2, 2] }); // => [2, 20]
 * ```
 */
export function channelMeans({ values, shape }: Pick<Sample, 'values' | 'shape'>): number[] {
  const channels = shape[shape.length - 1];
  const sums = new Array<number>(channels).fill(0);
  const counts = new Array<number>(channels).fill(0);
  for (let begin = 0; begin < values.length; begin += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const value = values[begin + channel];
      if (Number.isNaN(value)) continue;
      sums[channel] += value;
      counts[channel]++;
    }
  }
  return sums.map((sum, channel) => sum / counts[channel]);
}
