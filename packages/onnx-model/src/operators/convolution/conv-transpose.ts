import { add, concat, conv2dTranspose, split, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { padded } from '../selections/pad';
import type { Value } from '../values/value';
import { dilate, filterOfConv } from './filter';
import { imageWindows, onImages } from './images';
import { extentOf, type Window, windowsOf } from './window';

/** `ConvTranspose` of images and of series, also in groups of channels. */
export const convTranspose: Operator = (node) => {
  const group = node.int('group', 1);
  const weight = node.constant(1);
  const fixed = weight && node.take(1, filterOf(node, weight));
  return ([x, weightInput, bias]) => {
    const filter = fixed ?? filterOf(node, weightInput);
    const windows = windowsOf(node, (weight ?? weightInput).shape.slice(2));
    const margins = windows.map((window, axis) => marginsOfOutput(node, window, axis, x.shape[axis + 2]));
    return onImages(x, (images) => {
      const full = spread(images, filter, imageWindows(windows), group);
      const result = padded(full, [
        ...Array.from({ length: 3 - margins.length }, () => [0, 0] as const),
        ...margins,
        [0, 0],
      ]);
      return bias ? add(result, bias.tensor) : result;
    });
  };
};

/** A weight `[input, output / group, (height,) width]` as `[height, width, output / group, input]`. */
function filterOf(node: OperatorNode, weight: Value): Tensor {
  const dilations = imageWindows(windowsOf(node, weight.shape.slice(2))).map(({ dilation }) => dilation);
  return dilate(filterOfConv(weight.tensor), dilations);
}

/** The transposed convolution of unpadded images. */
function spread(images: Tensor, filter: Tensor, windows: readonly Window[], group: number): Tensor {
  const strides = windows.map(({ stride }) => stride) as [number, number];
  const [height, width] = windows.map(({ stride }, axis) => (images.shape[axis + 1] - 1) * stride + filter.shape[axis]);
  const one = (input: Tensor, weight: Tensor) => {
    const shape: [number, number, number, number] = [input.shape[0], height, width, weight.shape[2] as number];
    return conv2dTranspose(input as Tensor4D, weight as Tensor4D, shape, strides, 'valid');
  };
  if (group === 1) return one(images, filter);
  const [inputs, filters] = [split(images, group, 3), split(filter, group, 3)];
  return concat(
    inputs.map((input, index) => one(input, filters[index])),
    3,
  );
}

/** What is added before and after an axis of the output of a length; what is negative is cut off. */
function marginsOfOutput(node: OperatorNode, window: Window, axis: number, length: number): [number, number] {
  const added = node.ints('output_padding')?.[axis] ?? 0;
  const { mode, stride, before, after } = window;
  const full = (length - 1) * stride + extentOf(window);
  const asked = node.ints('output_shape')?.[axis] ?? (mode.startsWith('SAME') ? length * stride : undefined);
  if (asked === undefined) return mode === 'VALID' ? [0, added] : [-before, added - after];
  const cut = full + added - asked;
  const first = mode === 'SAME_UPPER' ? Math.floor(cut / 2) : Math.ceil(cut / 2);
  return [-first, -(cut - first) + added];
}
