import { addN, reshape, slice, type Tensor } from '@tensorflow/tfjs-core';
import { spaced } from '../convolution/filter';
import { extentOf, type Window, windowsOf } from '../convolution/window';
import type { Operator } from '../operator';
import { DeviceValue } from '../values/device-value';
import { indicesOf, sizeOf } from '../values/indices';
import { knownNumbers } from '../values/known';
import { padded } from './pad';

/** `Col2Im`: images, or arrays of any number of axes, as the sum of blocks `[batch, channels * cells, blocks]`, which may overlap. */
export const col2Im: Operator =
  (node) =>
  ([x, imageInput, blockInput]) => {
    const image = knownNumbers(imageInput, 'The shape of the image');
    const block = knownNumbers(blockInput, 'The shape of a block');
    const windows = windowsOf(node, block);
    const steps = windows.map((window, axis) => {
      const { before, after, stride } = window;
      return Math.floor((image[axis] + before + after - extentOf(window)) / stride) + 1;
    });
    const [batch, cells] = x.shape;
    const kept = [batch, cells / sizeOf(block)];
    const blocks = reshape(x.tensor, [...kept, sizeOf(block), ...steps]);
    const parts = Array.from(indicesOf(block), (index, cell) => {
      const one = reshape(slice(blocks, [0, 0, cell], [-1, -1, 1]), [...kept, ...steps]);
      return placed(one, windows, index, image);
    });
    return new DeviceValue(addN(parts));
  };

/** Of each block one cell, where it lies in the image. */
function placed(x: Tensor, windows: readonly Window[], index: readonly number[], image: readonly number[]): Tensor {
  const apart = windows.reduce((part, { stride }, axis) => spaced(part, stride, axis + 2), x);
  const margins = windows.map(({ dilation, before }, axis): [number, number] => {
    const first = index[axis] * dilation - before;
    return [first, image[axis] - first - apart.shape[axis + 2]];
  });
  return padded(apart, [[0, 0], [0, 0], ...margins]);
}
