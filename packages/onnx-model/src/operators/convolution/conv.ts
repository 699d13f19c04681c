import { add, concat, conv2d, depthwiseConv2d, split, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { padded } from '../selections/pad';
import type { Value } from '../values/value';
import { dilate, filterOfConv, filterOfDepthwise } from './filter';
import { imageWindows, onImages } from './images';
import { marginsOf, type Window, windowsOf } from './window';

/** `Conv` of images and of series, also in groups of channels, one of which may be a depthwise convolution. */
export const conv: Operator = (node) => {
  const group = node.int('group', 1);
  const weight = node.constant(1);
  const fixed = weight && prepare(node, weight, group);
  return ([x, weightInput, bias]) => {
    const { shape } = weight ?? weightInput;
    const windows = imageWindows(windowsOf(node, shape.slice(2)));
    const isDepthwise = isDepthwiseWeight(shape, group);
    const filter = fixed ?? filterOf(node, weightInput, group);
    return onImages(x, (images) => {
      const result = convolve(images as Tensor4D, filter as Tensor4D, { windows, group, isDepthwise });
      return bias ? add(result, bias.tensor) : result;
    });
  };
};

function prepare(node: OperatorNode, weight: Value, group: number): Tensor {
  windowsOf(node, weight.shape.slice(2)); // throws for more axes than are supported
  return node.take(1, filterOf(node, weight, group));
}

function filterOf(node: OperatorNode, weight: Value, group: number): Tensor {
  const filter = isDepthwiseWeight(weight.shape, group)
    ? filterOfDepthwise(weight.tensor, group)
    : filterOfConv(weight.tensor);
  const dilations = imageWindows(windowsOf(node, weight.shape.slice(2))).map(({ dilation }) => dilation);
  return dilate(filter, dilations);
}

const isDepthwiseWeight = (shape: readonly number[], group: number): boolean => group > 1 && shape[1] === 1;

type Padding = Exclude<Parameters<typeof conv2d>[3], string | number>;

interface Geometry {
  readonly windows: readonly Window[];
  readonly group: number;
  readonly isDepthwise: boolean;
}

function convolve(images: Tensor4D, filter: Tensor4D, { windows, group, isDepthwise }: Geometry): Tensor {
  const margins = windows.map((window, axis) => marginsOf(window, images.shape[axis + 1]));
  const [rows, columns] = margins.map((margin) => margin.map((one) => Math.max(0, one)) as [number, number]);
  const pads: Padding = [[0, 0], rows, columns, [0, 0]];
  const cut = margins.map((margin) => margin.map((one) => Math.min(0, one)) as [number, number]);
  const input = padded(images, [[0, 0], ...cut, [0, 0]]) as Tensor4D;
  const strides = windows.map(({ stride }) => stride) as [number, number];
  if (group === 1) return conv2d(input, filter, strides, pads);
  if (isDepthwise) return depthwiseConv2d(input, filter, strides, pads);
  const [inputs, filters] = [split(input, group, 3), split(filter, group, 3)];
  return concat(
    inputs.map((one, index) => conv2d(one as Tensor4D, filters[index] as Tensor4D, strides, pads)),
    3,
  );
}
