import { groupAt, groupsOf } from './pixel-groups';

/** How the cells of a grid `[resolution, resolution]` spread over the pixels of an image. */
export interface GridSpread {
  readonly height: number;
  readonly width: number;
  readonly resolution: number;
  /** How many offsets there are down and across. */
  readonly offsets: readonly [down: number, across: number];
  /** Each row of cells, enlarged across: `[resolution, width]`. */
  across(grid: ArrayLike<number>, offset: number, lines: number[]): void;
  /** Rows of cells that were enlarged across, enlarged down: `[height, width]`. */
  down(lines: readonly number[], offset: number, mask: number[] | Float32Array): void;
  /** The mask of a grid, cut at offsets (y, x). */
  write(grid: ArrayLike<number>, offsets: readonly number[], mask: Float32Array): void;
}

/**
 * How a grid spreads over an image. What is read are plain arrays of numbers, as typed ones are half as fast once the memory of a WebAssembly backend
 * has grown.
 */
export function gridSpread(height: number, width: number, resolution: number): GridSpread {
  const rowsAt = groupsOf(height, resolution);
  const columnsAt = groupsOf(width, resolution);
  const lines = Array.from({ length: resolution * width }, () => 0.5);
  const spread: GridSpread = {
    height,
    width,
    resolution,
    offsets: [Math.ceil(height / resolution), Math.ceil(width / resolution)],
    across(grid, offset, lines) {
      const columns = columnsAt(offset);
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
    },
    down(lines, offset, mask) {
      const rows = rowsAt(offset);
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
    },
    write(grid, [offsetY, offsetX], mask) {
      spread.across(grid, offsetX, lines);
      spread.down(lines, offsetY, mask);
    },
  };
  return spread;
}
