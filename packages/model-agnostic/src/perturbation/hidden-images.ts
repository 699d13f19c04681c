import { channelMeans, type Sample } from 'xai-base';
import { gaussianBlur } from '../segmentation/gaussian-blur';

/** The image with each segment in its mean colour, without missing values. */
export function segmentMeans({ values, shape }: Sample, groups: Int32Array, count: number): Float32Array {
  const channels = shape[2];
  const places = placesOf(groups, channels);
  const sums = new Float64Array(count * channels);
  const sizes = new Float64Array(count * channels);
  for (let element = 0; element < places.length; element++) {
    if (Number.isNaN(values[element])) continue;
    sums[places[element]] += values[element];
    sizes[places[element]]++;
  }
  const means = sums.map((sum, place) => sum / sizes[place]);
  const image = new Float32Array(places.length);
  for (let element = 0; element < image.length; element++) image[element] = means[places[element]];
  return image;
}

/** The place of each element among the channels of all segments. */
function placesOf(groups: Int32Array, channels: number): Int32Array {
  const places = new Int32Array(groups.length * channels);
  for (let pixel = 0, element = 0; pixel < groups.length; pixel++) {
    for (let channel = 0; channel < channels; channel++) places[element++] = groups[pixel] * channels + channel;
  }
  return places;
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
