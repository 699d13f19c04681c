import { clone, pad, slice, type Tensor, zeros } from '@tensorflow/tfjs-core';

/** How many zeros an axis gets before and after; a negative number crops as many elements instead. */
export type Margin = [before: number, after: number];

/** Pads with zeros where a margin is positive and crops where it is negative. */
export function fit(x: Tensor, margins: Margin[]): Tensor {
  const shape = x.shape.map((length, axis) => length + margins[axis][0] + margins[axis][1]);
  const begin = margins.map(([before]) => Math.max(0, -before));
  const size = x.shape.map((length, axis) => length - begin[axis] - Math.max(0, -margins[axis][1]));
  if (size.some((length) => length <= 0)) {
    return zeros(shape);
  }
  const cropped = size.every((length, axis) => length === x.shape[axis]) ? x : slice(x, begin, size);
  const paddings = margins.map(([before, after]): Margin => [Math.max(0, before), Math.max(0, after)]);
  return paddings.some(([before, after]) => before + after > 0) ? pad(cropped, paddings) : clone(cropped);
}
