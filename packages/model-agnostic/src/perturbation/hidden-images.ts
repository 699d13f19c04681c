import { channelMeans, type Sample } from 'xai-base';
import { gaussianBlur } from '../segmentation/gaussian-blur';

/** The image with each segment in its mean colour, without missing values. */
export function segmentMeans({ values, shape }: Sample, groups: Int32Array, count: number): Float32Array {
  const channels = shape[2];
  const sums = new Float64Array(count * channels);
  const sizes = new Float64Array(count * channels);
  for (let pixel = 0, element = 0; pixel < groups.length; pixel++) {
    for (let place = groups[pixel] * channels; place < (groups[pixel] + 1) * channels; place++, element++) {
      if (Number.isNaN(values[element])) continue;
      sums[place] += values[element];
      sizes[place]++;
    }
  }
  const means = sums.map((sum, place) => sum / sizes[place]);
  const image = new Float32Array(values.length);
  for (let pixel = 0, element = 0; pixel < groups.length; pixel++) {
    for (let place = groups[pixel] * channels; place < (groups[pixel] + 1) * channels; place++, element++) {
      image[element] = means[place];
    }
  }
  return image;
}

/** The image blurred by a Gaussian of this standard deviation, in pixels. */
export async function blurred(sample: Sample, sigma: number, signal?: AbortSignal): Promise<Float32Array> {
  const [height, width, channels] = sample.shape;
  return new Float32Array(await gaussianBlur({ values: withoutGaps(sample), height, width, channels }, sigma, signal));
}

/** The values of an image with the mean of the channel where one is missing (0 if all are). */
export function withoutGaps(sample: Sample): ArrayLike<number> {
  if (!sample.missingValues) return sample.values;
  const means = channelMeans(sample).map((mean) => (Number.isNaN(mean) ? 0 : mean));
  return new Float32Array(sample.values).map((value, element) =>
    Number.isNaN(value) ? means[element % means.length] : value,
  );
}
