import {
  add,
  concat,
  conv2d,
  conv3d,
  depthwiseConv2d,
  split,
  type Tensor,
  type Tensor4D,
  type Tensor5D,
} from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { padded } from '../selections/pad';
import { reserve } from '../values/allowance';
import type { Value } from '../values/value';
import { dilate, filterOfConv, filterOfDepthwise } from './filter';
import { imageWindows, onImages } from './images';
import { marginsOf, type Window, windowsOf } from './window';

/** `Conv` of series, images and volumes, also in groups of channels, one of which may be a depthwise convolution. */
export const conv: Operator = (node) => {
  const group = node.int('group', 1);
  const weight = node.constant(1);
  const fixed = weight && node.take(1, filterOf(node, weight, group));
  return ([x, weightInput, bias]) => {
    const { shape } = weight ?? weightInput;
    const windows = imageWindows(windowsOf(node, shape.slice(2)));
    checkChannels(x.shape[1], shape, group);
    const filter = fixed ?? filterOf(node, weightInput, group);
    const geometry = { windows, group, isDepthwise: isDepthwiseWeight(shape, group) };
    return onImages(x, windows, (images) => {
      const result = convolve(images, filter, geometry);
      return bias ? add(result, bias.tensor) : result;
    });
  };
};

function filterOf(node: OperatorNode, weight: Value, group: number): Tensor {
  const windows = imageWindows(windowsOf(node, weight.shape.slice(2))); // throws for too many axes
  const filter = isDepthwiseWeight(weight.shape, group)
    ? filterOfDepthwise(weight.tensor, group)
    : filterOfConv(weight.tensor);
  return canDilate(windows)
    ? filter
    : dilate(
        filter,
        windows.map(({ dilation }) => dilation),
      );
}

/** Whether TensorFlow.js dilates the windows itself, as it does those of images that move by one step. */
const canDilate = (windows: readonly Window[]): boolean =>
  windows.length === 2 && windows.every(({ stride }) => stride === 1);

/** @throws {ModelError} when a weight is not for that many channels */
function checkChannels(channels: number, [outputs, inputs]: readonly number[], group: number): void {
  if (channels === inputs * group && outputs % group === 0) return;
  throw new ModelError(
    `its weight takes ${inputs * group} channels and returns ${outputs} in groups of ${group}; the input has ${channels}.`,
    { argument: 'model', value: channels },
  );
}

const isDepthwiseWeight = (shape: readonly number[], group: number): boolean =>
  group > 1 && shape[1] === 1 && shape.length < 5;

interface Geometry {
  readonly windows: readonly Window[];
  readonly group: number;
  readonly isDepthwise: boolean;
}

type Padding = Exclude<Parameters<typeof conv2d>[3], string | number>;
type Pair = [number, number];

function convolve(images: Tensor, filter: Tensor, { windows, group, isDepthwise }: Geometry): Tensor {
  const margins = windows.map((window, axis) => marginsOf(window, images.shape[axis + 1]));
  const strides = windows.map(({ stride }) => stride);
  const added = margins.map((margin) => margin.map((one) => Math.max(0, one)) as Pair);
  const cut = margins.map((margin) => margin.map((one) => Math.min(0, one)) as Pair);
  const isVolume = windows.length === 3; // whose convolution pads nothing itself
  const input = padded(images, [[0, 0], ...(isVolume ? margins : cut), [0, 0]]);
  const pads = [[0, 0], ...added, [0, 0]] as Padding;
  reserve([images.shape[0], ...margins.map(([before, after], axis) => images.shape[axis + 1] + before + after), 1]);
  const rates = (canDilate(windows) ? windows.map(({ dilation }) => dilation) : [1, 1]) as Pair;
  const one = (x: Tensor, weight: Tensor): Tensor =>
    isVolume
      ? conv3d(x as Tensor5D, weight as Tensor5D, strides as [number, number, number], 'valid')
      : conv2d(x as Tensor4D, weight as Tensor4D, strides as Pair, pads, 'NHWC', rates);
  if (isDepthwise) return depthwiseConv2d(input as Tensor4D, filter as Tensor4D, strides as Pair, pads, 'NHWC', rates);
  if (group === 1) return one(input, filter);
  const [inputs, filters] = [split(input, group, -1), split(filter, group, -1)];
  return concat(
    inputs.map((part, index) => one(part, filters[index])),
    input.rank - 1,
  );
}
