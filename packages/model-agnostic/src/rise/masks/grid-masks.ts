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
  const line = new Float64Array(resolution); // the grid at a row of pixels
  const slope = new Float64Array(resolution); // from each of its cells to the next
  return (
    grid: ArrayLike<number>,
    [offsetY, offsetX]: ArrayLike<number> & Iterable<number>,
    mask: Float32Array,
  ): void => {
    for (let y = 0; y < height; y++) {
      const before = down.cells[offsetY + y] * resolution;
      const after = Math.min(before + resolution, grid.length - resolution);
      for (let column = 0; column < resolution; column++) {
        const above = grid[before + column];
        line[column] = above + down.shares[offsetY + y] * (grid[after + column] - above);
        if (column > 0) slope[column - 1] = line[column] - line[column - 1];
      }
      for (let x = 0; x < width; x++) {
        const cell = across.cells[offsetX + x];
        mask[y * width + x] = line[cell] + across.shares[offsetX + x] * slope[cell];
      }
    }
  };
}

/** Where pixels lie between cell centres. */
interface Places {
  /** The cell before. */
  readonly cells: Int32Array;
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
  const cells = Int32Array.from(centres, (centre) => Math.min(last, Math.floor(centre)));
  return { cells, shares: centres.map((centre, pixel) => centre - cells[pixel]) };
}
