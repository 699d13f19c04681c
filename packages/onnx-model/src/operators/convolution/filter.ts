import { expandDims, reshape, slice, stack, type Tensor, transpose, zeros } from '@tensorflow/tfjs-core';
import { reserve } from '../values/allowance';
import { identity } from '../values/permute';

/** A filter `[output, input, (depth, height,) width]` of ONNX as TensorFlow.js has it, `[(depth,) height, width, input, output]`. */
export function filterOfConv(weight: Tensor): Tensor {
  const filter = atLeastTwoDimensions(weight);
  return transpose(filter, [...identity(filter.rank).slice(2), 1, 0]);
}

/** A filter `[channels * multiplier, 1, (height,) width]` as `[height, width, channels, multiplier]`. */
export function filterOfDepthwise(weight: Tensor, channels: number): Tensor {
  const [outputs, , height, width] = atLeastTwoDimensions(weight).shape;
  return transpose(reshape(weight, [channels, outputs / channels, height, width]), [2, 3, 0, 1]);
}

/** A filter with zeros between its cells, which does without a dilation what it did with one. */
export const dilate = (filter: Tensor, dilations: readonly number[]): Tensor => dilations.reduce(spaced, filter);

/** A tensor with zeros between its cells along an axis, so that they are some steps apart. */
export function spaced(x: Tensor, steps: number, axis: number): Tensor {
  const cells = x.shape[axis];
  if (steps === 1 || cells === 1) return x;
  reserve(x.shape.with(axis, cells * steps));
  const gaps = Array.from({ length: steps - 1 }, () => zeros(x.shape));
  const all = reshape(stack([x, ...gaps], axis + 1), x.shape.with(axis, cells * steps));
  return slice(
    all,
    x.shape.map(() => 0),
    x.shape.with(axis, (cells - 1) * steps + 1),
  );
}

const atLeastTwoDimensions = (weight: Tensor): Tensor => (weight.rank === 3 ? expandDims(weight, 2) : weight);
