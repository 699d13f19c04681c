import { checkKeys, RandomStream, wrongValue } from 'xai-base';
import { gaussianBlur } from './gaussian-blur';
import { scaled } from './scaled';
import type { ImageValues, Segmenter } from './segmenter';
import { toLab } from './to-lab';
import { turn } from './turn';

const pixelsOfATurn = 64; // each with all that are around it

/** Options of {@link quickshift}. */
export interface QuickshiftOptions {
  /** The width of the density estimate; larger means fewer segments. 4 by default, at least 1. */
  kernelSize?: number;
  /** How far two pixels of a segment may be apart, in colour and place, at most; 200 by default. */
  maxDistance?: number;
  /** How much colour counts against nearness, from 0 to 1; 0.2 by default. */
  ratio?: number;
  /** The standard deviation of a blur beforehand, in pixels; 0 by default. */
  sigma?: number;
  /** The value of white: by default 1 when no value is larger, else 255. */
  white?: number;
  /** Decides between pixels of equal density; 42 by default. */
  seed?: number;
}

/**
 * Superpixels by mode seeking: each pixel follows the nearest one of higher density, in colour (L*a*b*) and place, up to a
 * peak. The time grows with the square of the kernel size.
 *
 * @throws {ValueError} for a kernel size below 1
 * @see A. Vedaldi, S. Soatto: Quick Shift and Kernel Methods for Mode Seeking (2008)
 *
 * @example
 * ```ts
 * const image = { values: [0, 0, 0, 1, 1, 1], height: 1, width: 6, channels: 1 };
 * await quickshift({ kernelSize: 1, maxDistance: 5 })(image); // => [0, 0, 0, 1, 1, 1]
 * ```
 */
export function quickshift(options: QuickshiftOptions = {}): Segmenter {
  checkKeys(options, ['kernelSize', 'maxDistance', 'ratio', 'sigma', 'white', 'seed'], 'quickshift');
  const { kernelSize = 4, maxDistance = 200, ratio = 0.2, sigma = 0, white, seed = 42 } = options;
  for (const [name, value] of Object.entries({ maxDistance, ratio, sigma })) {
    if (!(value >= 0)) throw wrongValue(name, value, 'a number of at least 0');
  }
  if (!(kernelSize >= 1)) throw wrongValue('kernelSize', kernelSize, 'a number of at least 1');
  return async (given, signal) => {
    const lab = await toLab(scaled(given, white), signal);
    const blurred = await gaussianBlur(lab, sigma, signal);
    const image = { ...lab, values: blurred.map((value) => value * ratio) };
    const densities = await densitiesOf(image, kernelSize, signal);
    const random = new RandomStream(seed);
    const decided = densities.map((density) => density + 1e-5 * random.normal());
    const parents = await parentsOf(image, decided, kernelSize, maxDistance, signal);
    const roots = parents.map((_, pixel) => rootOf(parents, pixel));
    const numbers = new Map([...new Set(roots)].sort((a, b) => a - b).map((root, index) => [root, index]));
    return roots.map((root) => numbers.get(root) as number);
  };
}

async function densitiesOf(image: ImageValues, kernelSize: number, signal?: AbortSignal): Promise<Float64Array> {
  const densities = new Float64Array(image.height * image.width);
  const scale = -0.5 / (kernelSize * kernelSize);
  const work: PairWork = (pixel, _other, square) => {
    densities[pixel] += Math.exp(square * scale);
  };
  await forEachPair(image, kernelSize, work, signal);
  return densities;
}

/** The nearest pixel of higher density; the pixel itself when there is none within the distance. */
async function parentsOf(
  image: ImageValues,
  densities: Float64Array,
  kernelSize: number,
  maxDistance: number,
  signal?: AbortSignal,
): Promise<Int32Array> {
  const parents = Int32Array.from(densities, (_, pixel) => pixel);
  const closest = new Float64Array(densities.length).fill(Number.POSITIVE_INFINITY);
  const work: PairWork = (pixel, other, square) => {
    if (!(densities[other] > densities[pixel] && square < closest[pixel])) return;
    closest[pixel] = square;
    if (Math.sqrt(square) <= maxDistance) parents[pixel] = other;
  };
  await forEachPair(image, kernelSize, work, signal);
  return parents;
}

function rootOf(parents: Int32Array, pixel: number): number {
  let root = pixel;
  while (parents[root] !== root) root = parents[root];
  return root;
}

/** What is done for two pixels, given the square of their distance in colour and place. */
type PairWork = (pixel: number, other: number, square: number) => void;

/** Goes through the pixels around each pixel. */
async function forEachPair(
  { values, height, width, channels }: ImageValues,
  kernelSize: number,
  work: PairWork,
  signal?: AbortSignal,
): Promise<void> {
  const radius = Math.ceil(3 * kernelSize);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x % pixelsOfATurn === 0) await turn(signal);
      const pixel = y * width + x;
      const [bottom, right] = [Math.min(y + radius + 1, height), Math.min(x + radius + 1, width)];
      for (let v = Math.max(0, y - radius); v < bottom; v++) {
        for (let u = Math.max(0, x - radius); u < right; u++) {
          const other = v * width + u;
          let square = (y - v) ** 2 + (x - u) ** 2;
          for (let c = 0; c < channels; c++)
            square += (values[pixel * channels + c] - values[other * channels + c]) ** 2;
          work(pixel, other, square);
        }
      }
    }
  }
}
