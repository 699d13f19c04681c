import { channelMeans, type Sample } from 'xai-base';
import { gaussianBlur } from '../segmentation/gaussian-blur';

/** The image with each segment in its mean colour, without missing values. */
export function segmentMeans({ values, shape }: Sample, groups: Int32Array, count: number): Float32Array {
  const channels = shape[2];
  const sums = new Float64Array(count * channels);
  const sizes = new Float64Array(count * channels);
  for (let element = 0; element < values.length; element++) {
    if (Number.isNaN(values[element])) continue;
    const place = groups[Math.floor(element / channels)] * channels + (element % channels);
    sums[place] += values[element];
    sizes[place]++;
  }
  return Float32Array.from(values, (_, element) => {
    const place = groups[Math.floor(element / channels)] * channels + (element % channels);
    return sums[place] / sizes[place];
  });
}

/** The image blurred by a Gaussian of this standard deviation, in pixels. */
export async function blurred(sample: Sample, sigma: number, signal?: AbortSignal): Promise<Float32Array> {
  const [height, width, channels] = sample.shape;
  return Float32Array.from(await gaussianBlur({ values: withoutGaps(sample), height, width, channels }, sigma, signal));
}

/** The values of an image with the mean of the channel where one is missing (0 if all are). */
export function withoutGaps(sample: Sample): ArrayLike<number> {
  if (!sample.missingValues) return sample.values;
  const means = channelMeans(sample).map((mean) => (Number.isNaN(mean) ? 0 : mean));
  return Float32Array.from(sample.values, (value, element) =>
    Number.isNaN(value) ? means[element % means.length] : value,
  );
}
