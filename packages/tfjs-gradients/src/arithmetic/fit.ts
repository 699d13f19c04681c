import { clone, pad, slice, type Tensor, zeros } from '@tensorflow/tfjs-core';

/** How many cells an axis gets before and after; a negative number crops as many instead. */
export type Margin = [before: number, after: number];

/**
 * Pads where a margin is positive, with zeros or with another value, and crops where it is negative.
 *
 * @param margins one for each axis
 *
 * @example
 * ```ts
 * fit(tf.tensor1d([1, 2, 3]), [[-1, 2]]); // => [2, 3, 0, 0]
 * ```
 */
export function fit(x: Tensor, margins: readonly Margin[], value = 0): Tensor {
  const shape = x.shape.map((length, axis) => length + margins[axis][0] + margins[axis][1]);
  const begin = margins.map(([before]) => Math.max(0, -before));
  const size = x.shape.map((length, axis) => length - begin[axis] - Math.max(0, -margins[axis][1]));
  if (size.some((length) => length <= 0)) {
    return zeros(shape);
  }
  const cropped = size.every((length, axis) => length === x.shape[axis]) ? x : slice(x, begin, size);
  const paddings = margins.map(([before, after]): Margin => [Math.max(0, before), Math.max(0, after)]);
  return paddings.some(([before, after]) => before + after > 0) ? pad(cropped, paddings, value) : clone(cropped);
}

/**
 * {@link fit} for the axes between batch and channels.
 *
 * @example
 * ```ts
 * fitSpatial(tf.ones([1, 3, 3, 2]), [[1, 1], [0, -1]]).shape; // => [1, 5, 2, 2]
 * ```
 */
export function fitSpatial(x: Tensor, margins: readonly Margin[], value = 0): Tensor {
  return fit(x, [[0, 0], ...margins, [0, 0]], value);
}
