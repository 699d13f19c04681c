import { avgPool, mul, type Tensor, type Tensor4D, tensor } from '@tensorflow/tfjs-core';
import { imageWindows, onImages } from '../convolution/images';
import { marginsOf, type Window, windowsOf } from '../convolution/window';
import type { Operator } from '../operator';
import { padded } from '../selections/pad';
import { Unsupported } from '../unsupported';
import { poolingMargins } from './pooling-windows';

/** `AveragePool` of images and of series; what is padded may be counted in. */
export const averagePool: Operator = (node) => {
  const windows = imageWindows(windowsOf(node, node.ints('kernel_shape') ?? []));
  if (windows.some(({ dilation }) => dilation > 1)) throw new Unsupported('with dilations');
  const roundsUp = node.int('ceil_mode', 0) === 1;
  const countsPadding = node.int('count_include_pad', 0) === 1;
  const [size, strides] = [windows.map(({ kernel }) => kernel), windows.map(({ stride }) => stride)] as [Pair, Pair];
  return ([x]) =>
    onImages(x, (images) => {
      const margins = windows.map((window, axis) => poolingMargins(window, images.shape[axis + 1], roundsUp));
      const pooled = avgPool(padded(images, [[0, 0], ...margins, [0, 0]]) as Tensor4D, size, strides, 'valid');
      const shares = windows.map((window, axis) =>
        countedShares(window, images.shape[axis + 1], margins[axis], countsPadding),
      );
      return rescaled(pooled, shares);
    });
};

type Pair = [number, number];

/** Of each window along an axis, the share of its cells that are counted. */
function countedShares(
  window: Window,
  length: number,
  margins: readonly [number, number],
  countsPadding: boolean,
): number[] {
  const { kernel, stride } = window;
  const [before, after] = marginsOf(window, length);
  const [low, high] = countsPadding ? [-before, length + after] : [0, length];
  const windows = Math.floor((length + margins[0] + margins[1] - kernel) / stride) + 1;
  return Array.from({ length: windows }, (_, index) => {
    const begin = index * stride - margins[0];
    return (Math.min(begin + kernel, high) - Math.max(begin, low)) / kernel;
  });
}

/** Averages of whole windows as averages of the cells that are counted. */
function rescaled(pooled: Tensor, [rows, columns]: readonly number[][]): Tensor {
  if ([...rows, ...columns].every((share) => share === 1)) return pooled;
  const factors = rows.map((row) => columns.map((column) => [1 / (row * column)]));
  return mul(pooled, tensor([factors]));
}
