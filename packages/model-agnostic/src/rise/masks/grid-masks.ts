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
    const grid = Array.from({ length: resolution * resolution }, () => 0);
    return (_, mask) => {
      for (let cell = 0; cell < grid.length; cell++) grid[cell] = random.uniform() < keepProbability ? 1 : 0;
      const offsets = [height, width].map((size) => Math.floor(random.uniform() * Math.ceil(size / resolution)));
      write(grid, offsets, mask);
    };
  };
}

/**
 * A function that writes the mask of a grid `[resolution, resolution]`, cut at offsets (y, x). What it reads are plain arrays of numbers, as
 * typed ones are half as fast once the memory of a WebAssembly backend has grown.
 */
export function gridMask(height: number, width: number, resolution: number) {
  const down = places(height, resolution);
  const across = places(width, resolution);
  const lines = Array.from({ length: resolution * width }, () => 0.5); // each row of cells, enlarged across
  return (grid: ArrayLike<number>, [offsetY, offsetX]: readonly number[], mask: Float32Array): void => {
    for (let x = 0; x < width; x++) {
      const before = across.before[offsetX + x];
      const after = across.after[offsetX + x];
      const share = across.shares[offsetX + x];
      for (let row = 0; row < resolution; row++) {
        const left = grid[row * resolution + before];
        lines[row * width + x] = left + share * (grid[row * resolution + after] - left);
      }
    }
    let lastY = 0;
    for (let y = 0; y < height; y = lastY + 1) {
      const cell = down.before[offsetY + y];
      lastY = y + 1 < height && down.before[offsetY + y + 1] === cell ? y + 1 : y; // two lines at once between the same cells
      const above = cell * width;
      const below = down.after[offsetY + y] * width;
      const share = down.shares[offsetY + y];
      const lastShare = down.shares[offsetY + lastY];
      const line = y * width;
      const lastLine = lastY * width;
      for (let x = 0; x < width; x++) {
        const top = lines[above + x];
        const change = lines[below + x] - top;
        mask[line + x] = top + share * change;
        mask[lastLine + x] = top + lastShare * change;
      }
    }
  };
}

/** Where pixels lie between cell centres. */
interface Places {
  /** The cell before. */
  readonly before: readonly number[];
  /** The cell after; the last one has none but itself. */
  readonly after: readonly number[];
  /** The weight of the cell after. */
  readonly shares: readonly number[];
}

/** The places of the pixels of the enlarged grid; beyond the first and the last cell centre it is mirrored. */
function places(size: number, resolution: number): Places {
  const enlarged = (resolution + 1) * Math.ceil(size / resolution);
  const last = resolution - 1;
  const centres = Array.from({ length: enlarged }, (_, pixel) => {
    const beyond = Math.abs(((pixel + 0.5) * resolution) / enlarged - 0.5);
    if (last === 0) return 0;
    return beyond > last ? 2 * last - beyond : beyond;
  });
  const before = centres.map((centre) => Math.min(last, Math.floor(centre)));
  const after = before.map((cell) => Math.min(last, cell + 1));
  return { before, after, shares: centres.map((centre, pixel) => centre - before[pixel]) };
}
