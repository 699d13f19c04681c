import { expandDims, reshape, slice, stack, type Tensor, transpose, zeros } from '@tensorflow/tfjs-core';

/** A filter `[output, input, (height,) width]` of ONNX as TensorFlow.js has it, `[height, width, input, output]`. */
export const filterOfConv = (weight: Tensor): Tensor => transpose(inTwoDimensions(weight), [2, 3, 1, 0]);

/** A filter `[channels * multiplier, 1, (height,) width]` as `[height, width, channels, multiplier]`. */
export function filterOfDepthwise(weight: Tensor, channels: number): Tensor {
  const [outputs, , height, width] = inTwoDimensions(weight).shape;
  return transpose(reshape(weight, [channels, outputs / channels, height, width]), [2, 3, 0, 1]);
}

/** A filter with zeros between its cells, which does without a dilation what it did with one. */
export const dilate = (filter: Tensor, dilations: readonly number[]): Tensor => dilations.reduce(dilateAxis, filter);

function dilateAxis(filter: Tensor, dilation: number, axis: number): Tensor {
  const cells = filter.shape[axis];
  if (dilation === 1 || cells === 1) return filter;
  const gaps = Array.from({ length: dilation - 1 }, () => zeros(filter.shape));
  const spaced = reshape(stack([filter, ...gaps], axis + 1), filter.shape.with(axis, cells * dilation));
  return slice(
    spaced,
    filter.shape.map(() => 0),
    filter.shape.with(axis, (cells - 1) * dilation + 1),
  );
}

const inTwoDimensions = (weight: Tensor): Tensor => (weight.rank === 3 ? expandDims(weight, 2) : weight);
