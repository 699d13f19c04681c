import type { ImageValues } from './segmenter';
import { pixelsBetweenTurns, turn } from './turn';

/**
 * Blurs each channel of an image by a Gaussian, cut off at 4 standard deviations; beyond the border the image is mirrored.
 *
 * @param sigma the standard deviation in pixels; 0 leaves the image as it is
 * @returns row-major `[height, width, channels]`
 */
export async function gaussianBlur(
  { values, height, width, channels }: ImageValues,
  sigma: number,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const image = Float64Array.from(values);
  if (!(sigma > 0)) return image;
  const radius = Math.floor(4 * sigma + 0.5);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-0.5 * ((i - radius) / sigma) ** 2));
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  const elementsBetweenTurns = Math.ceil(pixelsBetweenTurns / kernel.length);
  const along = async (source: Float64Array, length: number, step: number) => {
    const target = new Float64Array(source.length);
    for (let element = 0; element < source.length; element++) {
      if (element % elementsBetweenTurns === 0) await turn(signal);
      const at = Math.floor(element / step) % length;
      const base = element - at * step;
      for (let i = -radius; i <= radius; i++) {
        target[element] += (kernel[i + radius] / sum) * source[base + mirrored(at + i, length) * step];
      }
    }
    return target;
  };
  return along(await along(image, height, width * channels), width, channels);
}

/** The index that a place beyond the border is mirrored to: `d c b a | a b c d | d c b a`. */
function mirrored(index: number, length: number): number {
  if (index >= 0 && index < length) return index;
  const period = 2 * length;
  const place = ((index % period) + period) % period;
  return place < length ? place : period - 1 - place;
}
