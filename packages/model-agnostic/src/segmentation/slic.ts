import { checkKeys, checkPositiveInteger, wrongValue } from 'xai-base';
import { connectSegments } from './connect-segments';
import { gaussianBlur } from './gaussian-blur';
import { stretched } from './scaled';
import type { ImageValues, Segmenter } from './segmenter';
import { toLab } from './to-lab';
import { pixelsBetweenTurns, turn } from './turn';

/** Options of {@link slic}. */
export interface SlicOptions {
  /** About how many superpixels; 50 by default. */
  segments?: number;
  /** How much nearness counts against colour; 10 by default. */
  compactness?: number;
  /** The standard deviation of a blur beforehand, in pixels; 0 by default. */
  sigma?: number;
  /** How often the centres move, at most; 10 by default. */
  iterations?: number;
  /** Whether each superpixel finds its own balance of colour and nearness (SLICO). */
  adaptive?: boolean;
  /** Whether pieces that are cut off become superpixels of their own, and small ones join a neighbour; true by default. */
  connected?: boolean;
}

/**
 * Superpixels by k-means on colour (L*a*b*) and place, each centre seeing its surroundings only. The image's values are
 * stretched to 0..1 before.
 *
 * @throws {ValueError} for numbers of segments or iterations that are no integers of at least 1
 * @see R. Achanta et al.: SLIC Superpixels Compared to State-of-the-art Superpixel Methods (2012)
 *
 * @example
 * ```ts
 * await slic({ segments: 2 })({ values: [0, 0, 1, 1], height: 1, width: 4, channels: 1 }); // => [0, 0, 1, 1]
 * ```
 */
export function slic(options: SlicOptions = {}): Segmenter {
  checkKeys(options, ['segments', 'compactness', 'sigma', 'iterations', 'adaptive', 'connected'], 'slic');
  const { segments = 50, compactness = 10, sigma = 0, iterations = 10, adaptive = false, connected = true } = options;
  checkPositiveInteger('segments', segments);
  checkPositiveInteger('iterations', iterations);
  if (!(compactness > 0)) throw wrongValue('compactness', compactness, 'a number above 0');
  if (!(sigma >= 0)) throw wrongValue('sigma', sigma, 'a number of at least 0');
  return async (given, signal) => {
    const image = stretched(given);
    const coloured = image.channels === 3 ? await toLab(image, signal) : image;
    const blurred = await gaussianBlur(coloured, sigma, signal);
    const weighted = { ...image, values: blurred.map((value) => value / compactness) };
    const { centres, step } = gridCentres(image, segments);
    const labels = await clusters(weighted, centres, step, { iterations, adaptive, signal });
    if (!connected) return labels;
    return connectSegments(labels, image, (image.height * image.width) / centres.length, signal);
  };
}

/** Centres on a regular grid of about as many places: [y, x], and room for the colour. */
function gridCentres(
  { height, width, channels }: ImageValues,
  count: number,
): { centres: Float64Array[]; step: number } {
  let [down, across] = new Array<number>(2).fill(Math.sqrt((height * width) / count));
  if (height <= width && height < down) [down, across] = [height, width / count];
  else if (width < across) [down, across] = [height / count, width];
  const [stepY, stepX] = [down, across].map((step) => Math.max(1, roundHalfEven(step)));
  const centres: Float64Array[] = [];
  for (let y = Math.floor(down / 2); y < height; y += stepY) {
    for (let x = Math.floor(across / 2); x < width; x += stepX) {
      const centre = new Float64Array(2 + channels);
      centre.set([y, x]);
      centres.push(centre);
    }
  }
  return { centres, step: Math.max(stepY, stepX) };
}

function roundHalfEven(value: number): number {
  return value % 1 === 0.5 ? 2 * Math.round(value / 2) : Math.round(value);
}

async function clusters(
  image: ImageValues,
  centres: Float64Array[],
  step: number,
  { iterations, adaptive, signal }: { iterations: number; adaptive: boolean; signal?: AbortSignal },
): Promise<Int32Array> {
  const { values, height, width, channels } = image;
  const labels = new Int32Array(height * width);
  const nearest = new Float64Array(height * width);
  const farthestColours = new Float64Array(centres.length).fill(1);
  for (let iteration = 0; iteration < iterations; iteration++) {
    nearest.fill(Number.POSITIVE_INFINITY);
    for (const [label, centre] of centres.entries()) {
      const [cy, cx] = centre;
      const bottom = Math.min(Math.floor(cy + 2 * step + 1), height);
      const right = Math.min(Math.floor(cx + 2 * step + 1), width);
      for (let y = Math.max(0, Math.floor(cy - 2 * step)); y < bottom; y++) {
        await turn(signal);
        for (let x = Math.max(0, Math.floor(cx - 2 * step)); x < right; x++) {
          const pixel = y * width + x;
          const colour = colourDistance(values, pixel * channels, centre) / (adaptive ? farthestColours[label] : 1);
          const distance = ((cy - y) ** 2 + (cx - x) ** 2) / step ** 2 + colour;
          if (distance >= nearest[pixel]) continue;
          nearest[pixel] = distance;
          labels[pixel] = label;
        }
      }
    }
    await moveCentres(image, labels, centres, signal);
    if (!adaptive) continue;
    for (const [pixel, label] of labels.entries()) {
      const colour = colourDistance(values, pixel * channels, centres[label]);
      if (colour > farthestColours[label]) farthestColours[label] = colour;
    }
  }
  return labels;
}

async function moveCentres(
  { values, width, channels }: ImageValues,
  labels: Int32Array,
  centres: Float64Array[],
  signal?: AbortSignal,
): Promise<void> {
  const sizes = new Float64Array(centres.length);
  for (const label of labels) sizes[label]++;
  for (const [label, centre] of centres.entries()) if (sizes[label] > 0) centre.fill(0);
  for (const [pixel, label] of labels.entries()) {
    if (pixel % pixelsBetweenTurns === 0) await turn(signal);
    const centre = centres[label];
    centre[0] += Math.floor(pixel / width) / sizes[label];
    centre[1] += (pixel % width) / sizes[label];
    for (let c = 0; c < channels; c++) centre[2 + c] += values[pixel * channels + c] / sizes[label];
  }
}

function colourDistance(values: ArrayLike<number>, at: number, centre: Float64Array): number {
  let sum = 0;
  for (let c = 2; c < centre.length; c++) sum += (values[at + c - 2] - centre[c]) ** 2;
  return sum;
}
