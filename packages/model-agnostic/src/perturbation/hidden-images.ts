import { gaussianBlur } from '../segmentation/gaussian-blur';
import type { Sample } from './features';

/** The image with each segment in its mean colour. */
export function segmentMeans({ values, shape }: Sample, groups: Int32Array, count: number): Float32Array {
  const channels = shape[2];
  const sums = new Float64Array(count * channels);
  const sizes = new Float64Array(count);
  groups.forEach((group, pixel) => {
    sizes[group]++;
    for (let c = 0; c < channels; c++) sums[group * channels + c] += values[pixel * channels + c];
  });
  return Float32Array.from(values, (_, element) => {
    const group = groups[Math.floor(element / channels)];
    return sums[group * channels + (element % channels)] / sizes[group];
  });
}

/** An image of one colour: the mean. */
export function imageMean(sample: Sample): Float32Array {
  const [height, width] = sample.shape;
  return segmentMeans(sample, new Int32Array(height * width), 1);
}

/** The image blurred by a Gaussian of this standard deviation, in pixels. */
export function blurred({ values, shape }: Sample, sigma: number): Float32Array {
  const [height, width, channels] = shape;
  return Float32Array.from(gaussianBlur({ values, height, width, channels }, sigma));
}
