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
      for (let cell = 0; cell < grid.length; cell++) grid[cell] = Number(random.uniform() < keepProbability); // a branch would be guessed wrong half the time
      const offsetY = Math.floor(random.uniform() * Math.ceil(height / resolution));
      const offsetX = Math.floor(random.uniform() * Math.ceil(width / resolution));
      write(grid, [offsetY, offsetX], mask);
    };
  };
}

/**
 * A function that writes the mask of a grid `[resolution, resolution]`, cut at offsets (y, x). What it reads are plain arrays of numbers, as
 * typed ones are half as fast once the memory of a WebAssembly backend has grown.
 */
export function gridMask(height: number, width: number, resolution: number) {
  const down = groupsOf(height, resolution);
  const across = groupsOf(width, resolution);
  const lines = Array.from({ length: resolution * width }, () => 0.5); // each row of cells, enlarged across
  return (grid: ArrayLike<number>, [offsetY, offsetX]: readonly number[], mask: Float32Array): void => {
    const columns = across(offsetX);
    for (let group = 0; group < columns.before.length; group++) {
      const { before, after, p0, p1, p2, p3, s0, s1, s2, s3 } = groupAt(columns, group);
      for (let row = 0; row < resolution; row++) {
        const line = row * width;
        const left = grid[row * resolution + before];
        const change = grid[row * resolution + after] - left;
        lines[line + p0] = left + s0 * change;
        lines[line + p1] = left + s1 * change;
        lines[line + p2] = left + s2 * change;
        lines[line + p3] = left + s3 * change;
      }
    }
    const rows = down(offsetY);
    for (let group = 0; group < rows.before.length; group++) {
      const { before, after, p0, p1, p2, p3, s0, s1, s2, s3 } = groupAt(rows, group);
      const above = before * width;
      const below = after * width;
      const [line0, line1, line2, line3] = [p0 * width, p1 * width, p2 * width, p3 * width];
      for (let x = 0; x < width; x++) {
        const top = lines[above + x];
        const change = lines[below + x] - top;
        mask[line0 + x] = top + s0 * change;
        mask[line1 + x] = top + s1 * change;
        mask[line2 + x] = top + s2 * change;
        mask[line3 + x] = top + s3 * change;
      }
    }
  };
}

/**
 * Groups of up to four neighbouring pixels between the same cells, which are written at once; the last of them stands in for those that lack.
 */
interface Groups {
  readonly before: number[];
  readonly after: number[];
  /** Four a group. */
  readonly pixels: number[];
  /** The weight of the cell after, at each of the pixels. */
  readonly shares: number[];
}

function groupAt({ before, after, pixels, shares }: Groups, group: number) {
  const at = 4 * group;
  return {
    before: before[group],
    after: after[group],
    p0: pixels[at],
    p1: pixels[at + 1],
    p2: pixels[at + 2],
    p3: pixels[at + 3],
    s0: shares[at],
    s1: shares[at + 1],
    s2: shares[at + 2],
    s3: shares[at + 3],
  };
}

/**
 * The pixels along an axis in groups, by the offset at which the enlarged grid is cut. Beyond the first and the last cell centre the grid is
 * mirrored.
 */
function groupsOf(size: number, resolution: number): (offset: number) => Groups {
  const enlarged = (resolution + 1) * Math.ceil(size / resolution);
  const last = resolution - 1;
  const centre = (pixel: number) => {
    const beyond = Math.abs(((pixel + 0.5) * resolution) / enlarged - 0.5);
    if (last === 0) return 0;
    return beyond > last ? 2 * last - beyond : beyond;
  };
  const known: Groups[] = [];
  return (offset) => {
    known[offset] ??= grouped(
      Array.from({ length: size }, (_, pixel) => centre(offset + pixel)),
      last,
    );
    return known[offset];
  };
}

/** @param places where each pixel lies, in cells */
function grouped(places: readonly number[], lastCell: number): Groups {
  const groups: Groups = { before: [], after: [], pixels: [], shares: [] };
  const cellOf = (pixel: number) => Math.min(lastCell, Math.floor(places[pixel]));
  for (let first = 0, end = 0; first < places.length; first = end) {
    const before = cellOf(first);
    for (end = first + 1; end < Math.min(first + 4, places.length) && cellOf(end) === before; ) end++;
    const pixels = [0, 1, 2, 3].map((next) => Math.min(first + next, end - 1));
    groups.before.push(before);
    groups.after.push(Math.min(lastCell, before + 1));
    groups.pixels.push(...pixels);
    groups.shares.push(...pixels.map((pixel) => places[pixel] - before));
  }
  return groups;
}
