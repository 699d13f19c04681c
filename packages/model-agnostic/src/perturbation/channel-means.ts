import type { Sample } from './features';

/** The mean of each channel (place of the last axis) over the other axes, without missing values; NaN of a channel that has no others. */
export function channelMeans({ values, shape }: Sample): number[] {
  const channels = shape[shape.length - 1];
  const sums = new Array<number>(channels).fill(0);
  const counts = new Array<number>(channels).fill(0);
  for (let element = 0; element < values.length; element++) {
    if (Number.isNaN(values[element])) continue;
    sums[element % channels] += values[element];
    counts[element % channels]++;
  }
  return sums.map((sum, channel) => sum / counts[channel]);
}
