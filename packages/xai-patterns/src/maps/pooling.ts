import { sizeOf } from 'xai-base';
/** Makes a map smaller. */
export type Pooling = (values: ArrayLike<number>) => Float64Array;

/**
 * Pools maps of a shape: the channels of an image are added up, and so are positions that fall into the same cell of a grid. Series `[time, channels]` are
 * pooled over time; rows of a table stay as they are.
 *
 * @param shape of the maps: `[height, width, channels]` or `[channels, height, width]`, `[time, channels]`, `[features]`
 * @param size how many cells the grid has along height and width; a series has its square along time
 */
export function pooling(shape: readonly number[], size: number, channels: 'last' | 'first' = 'last'): Pooling {
  const lengths = shape.map((length, axis) => {
    if (shape.length < 2) return length;
    if (shape.length === 2) return axis === 0 ? Math.min(length, size ** 2) : length;
    const isChannel = axis === (channels === 'last' ? shape.length - 1 : 0);
    return isChannel ? 1 : Math.min(length, size);
  });
  const cells = cellsOf(shape, lengths);
  const count = sizeOf(lengths);
  return (values) => {
    const pooled = new Float64Array(count);
    for (let at = 0; at < values.length; at++) pooled[cells[at]] += values[at];
    return pooled;
  };
}

/** The cell of each position, in row-major order. */
function cellsOf(shape: readonly number[], lengths: readonly number[]): Int32Array {
  const total = sizeOf(shape);
  return Int32Array.from({ length: total }, (_, at) => {
    let [rest, cell, stride] = [at, 0, 1];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const index = rest % shape[axis];
      rest = (rest - index) / shape[axis];
      cell += Math.floor((index * lengths[axis]) / shape[axis]) * stride;
      stride *= lengths[axis];
    }
    return cell;
  });
}
