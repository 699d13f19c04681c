import { pad, reshape, slice, type Tensor, util, zeros } from '@tensorflow/tfjs-core';

/** How many zeros an axis gets before and after; a negative number crops as many elements instead. */
export type Margin = readonly [before: number, after: number];

/** Pads (with zeros) where a margin is positive, and crops where it is negative. */
export function fit(x: Tensor, margins: readonly Margin[], value = 0): Tensor {
  const begin = margins.map(([before]) => Math.max(0, -before));
  const size = x.shape.map((length, axis) => length - begin[axis] - Math.max(0, -margins[axis][1]));
  if (size.some((length) => length <= 0)) return zeros(x.shape.map((length, axis) => length + sum(margins[axis])));
  const cropped = size.every((length, axis) => length === x.shape[axis]) ? x : slice(x, begin, size);
  const padding = margins.map((margin): [number, number] => [Math.max(0, margin[0]), Math.max(0, margin[1])]);
  return padding.some((margin) => sum(margin) > 0) ? pad(cropped, padding, value) : cropped;
}

/** {@link fit} for the axes from the second on, up to the last but one: height and width of an image. */
export function fitSpatial(x: Tensor, margins: readonly Margin[], value = 0): Tensor {
  return fit(x, [[0, 0], ...margins, [0, 0]], value);
}

/** Puts `factor - 1` zeros after each element of an axis: `[a, b]` becomes `[a, 0, b, 0]`. */
export function spread(x: Tensor, axis: number, factor: number): Tensor {
  if (factor === 1) return x;
  const inner = util.sizeFromShape(x.shape.slice(axis + 1));
  const rows = pad(reshape(x, [x.size / inner, inner]), [
    [0, 0],
    [0, (factor - 1) * inner],
  ]);
  return reshape(
    rows,
    x.shape.map((length, index) => (index === axis ? length * factor : length)),
  );
}

function sum([before, after]: Margin): number {
  return before + after;
}
