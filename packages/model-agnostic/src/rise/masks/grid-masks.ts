import { checkPositiveInteger } from 'xai-base';
import type { MaskSource } from './mask-source';

/**
 * Smooth masks for the pixels of an image: a grid of `resolution` by `resolution` cells, each kept with the keep probability, is
 * enlarged to `resolution + 1` cells of `ceil(size / resolution)` pixels by bilinear interpolation, and cut to the image at a random
 * offset of less than a cell.
 *
 * @param resolution how many cells there are along each axis
 * @throws {ValueError} for a resolution that is no integer of at least 1
 * @see V. Petsiuk, A. Das, K. Saenko: RISE: Randomized Input Sampling for Explanation of Black-box Models (2018)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.mean(x, [2, 3]);
 * const rise = new RISE(model, { masks: 10, keepProbability: 0.5, maskSource: gridMasks(2), seed: 1 });
 * (await analyze(tf.ones([1, 4, 4, 3]), rise)).val.shape; // => [1, 4, 4, 1]
 * ```
 */
export function gridMasks(resolution: number): MaskSource {
  checkPositiveInteger('featureResolution', resolution);
  return ({ features, keepProbability, random }) => {
    const [height, width] = features.shape;
    const write = gridMask(height, width, resolution);
    const grid = new Uint8Array(resolution * resolution);
    return (_, mask) => {
      for (let cell = 0; cell < grid.length; cell++) grid[cell] = random.uniform() < keepProbability ? 1 : 0;
      const offsets = [height, width].map((size) => Math.floor(random.uniform() * Math.ceil(size / resolution)));
      write(grid, offsets, mask);
    };
  };
}

/** A function that writes the mask of a grid `[resolution, resolution]`, cut at offsets (y, x). */
export function gridMask(height: number, width: number, resolution: number) {
  const down = places(height, resolution);
  const across = places(width, resolution);
  const lines = new Float64Array(resolution * width); // each row of cells, enlarged across
  return (grid: ArrayLike<number>, offsets: ArrayLike<number>, mask: Float32Array): void => {
    const [offsetY, offsetX] = [offsets[0], offsets[1]];
    for (let x = 0; x < width; x++) {
      const before = across.before[offsetX + x];
      const after = across.after[offsetX + x];
      const share = across.shares[offsetX + x];
      for (let row = 0; row < resolution; row++) {
        const left = grid[row * resolution + before];
        lines[row * width + x] = left + share * (grid[row * resolution + after] - left);
      }
    }
    for (let y = 0; y < height; y++) {
      const above = down.before[offsetY + y] * width;
      const below = down.after[offsetY + y] * width;
      const share = down.shares[offsetY + y];
      const line = y * width;
      for (let x = 0; x < width; x++) {
        const top = lines[above + x];
        mask[line + x] = top + share * (lines[below + x] - top);
      }
    }
  };
}

/** Where pixels lie between cell centres. */
interface Places {
  /** The cell before. */
  readonly before: Int32Array;
  /** The cell after; the last one has none but itself. */
  readonly after: Int32Array;
  /** The weight of the cell after. */
  readonly shares: Float64Array;
}

/** The places of the pixels of the enlarged grid; beyond the first and the last cell centre it is mirrored. */
function places(size: number, resolution: number): Places {
  const enlarged = (resolution + 1) * Math.ceil(size / resolution);
  const last = resolution - 1;
  const centres = Float64Array.from({ length: enlarged }, (_, pixel) => {
    const beyond = Math.abs(((pixel + 0.5) * resolution) / enlarged - 0.5);
    if (last === 0) return 0;
    return beyond > last ? 2 * last - beyond : beyond;
  });
  const before = Int32Array.from(centres, (centre) => Math.min(last, Math.floor(centre)));
  const after = before.map((cell) => Math.min(last, cell + 1));
  return { before, after, shares: centres.map((centre, pixel) => centre - before[pixel]) };
}
