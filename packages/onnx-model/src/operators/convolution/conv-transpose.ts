import {
  add,
  concat,
  conv2dTranspose,
  conv3d,
  reverse,
  split,
  type Tensor,
  type Tensor4D,
  type Tensor5D,
  transpose,
} from '@tensorflow/tfjs-core';
import { ModelError } from 'xai-base';
import type { Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { padded } from '../selections/pad';
import { reserve } from '../values/allowance';
import type { Value } from '../values/value';
import { dilate, filterOfConv, spaced } from './filter';
import { imageWindows, onImages } from './images';
import { extentOf, type Window, windowsOf } from './window';

/** `ConvTranspose` of series, images and volumes, also in groups of channels. */
export const convTranspose: Operator = (node) => {
  const group = node.int('group', 1);
  const weight = node.constant(1);
  const fixed = weight && node.take(1, filterOf(node, weight));
  return ([x, weightInput, bias]) => {
    const [inputs] = (weight ?? weightInput).shape;
    if (x.shape[1] !== inputs) {
      throw new ModelError(`its weight takes ${inputs} channels; the input has ${x.shape[1]}.`, {
        argument: 'model',
        value: inputs,
      });
    }
    const filter = fixed ?? filterOf(node, weightInput);
    const windows = windowsOf(node, (weight ?? weightInput).shape.slice(2));
    const margins = windows.map((window, axis) => marginsOfOutput(node, window, axis, x.shape[axis + 2]));
    const spatial = imageWindows(windows);
    return onImages(x, spatial, (images) => {
      const full = spread(images, filter, spatial, group);
      const missing = Array.from({ length: spatial.length - margins.length + 1 }, () => [0, 0] as const);
      const result = padded(full, [...missing, ...margins, [0, 0]]);
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
  const lengths = windows.map(({ stride }, axis) => (images.shape[axis + 1] - 1) * stride + filter.shape[axis]);
  const one = (input: Tensor, weight: Tensor) => {
    const shape = [input.shape[0], ...lengths, weight.shape[weight.rank - 2]];
    reserve(shape);
    if (windows.length === 3) return spreadVolumes(input, weight, windows);
    return conv2dTranspose(input as Tensor4D, weight as Tensor4D, shape as Shape4D, strides, 'valid');
  };
  if (group === 1) return one(images, filter);
  const [inputs, filters] = [split(images, group, -1), split(filter, group, -1)];
  return concat(
    inputs.map((input, index) => one(input, filters[index])),
    images.rank - 1,
  );
}

type Shape4D = [number, number, number, number];

/** Of volumes, as a convolution of the volumes with zeros between their cells by the filter turned round: so it has a derivative of any order. */
function spreadVolumes(volumes: Tensor, filter: Tensor, windows: readonly Window[]): Tensor {
  const wide = windows.reduce((x, { stride }, axis) => spaced(x, stride, axis + 1), volumes);
  const margins = filter.shape.slice(0, 3).map((length): [number, number] => [length - 1, length - 1]);
  const turned = reverse(filter, [0, 1, 2]); // [depth, height, width, output, input]
  const kernel = transpose(turned, [0, 1, 2, 4, 3]);
  return conv3d(padded(wide, [[0, 0], ...margins, [0, 0]]) as Tensor5D, kernel as Tensor5D, 1, 'valid');
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
