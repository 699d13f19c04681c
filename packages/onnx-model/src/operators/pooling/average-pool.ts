import {
  add,
  avgPool,
  avgPool3d,
  div,
  mul,
  type Tensor,
  type Tensor4D,
  type Tensor5D,
  tensor,
} from '@tensorflow/tfjs-core';
import { imageWindows, onImages } from '../convolution/images';
import { extentOf, marginsOf, type Window, windowsOf } from '../convolution/window';
import type { Operator } from '../operator';
import { padded } from '../selections/pad';
import { indicesOf } from '../values/indices';
import { cellsOf } from './cells';
import { poolingMargins } from './pooling-windows';

/** `AveragePool` of series, images and volumes; what is padded may be counted in. */
export const averagePool: Operator = (node) => {
  const windows = imageWindows(windowsOf(node, node.ints('kernel_shape') ?? []));
  const roundsUp = node.int('ceil_mode', 0) === 1;
  const countsPadding = node.int('count_include_pad', 0) === 1;
  return ([x]) =>
    onImages(x, windows, (images) => {
      const margins = windows.map((window, axis) => poolingMargins(window, images.shape[axis + 1], roundsUp));
      const pooled = means(padded(images, [[0, 0], ...margins, [0, 0]]), windows);
      const shares = windows.map((window, axis) =>
        countedShares(window, images.shape[axis + 1], margins[axis], countsPadding),
      );
      return rescaled(pooled, shares);
    });
};

type Pair = [number, number];
type Triple = [number, number, number];

/** The means of whole windows. */
export function means(x: Tensor, windows: readonly Window[]): Tensor {
  const [size, strides] = [windows.map(({ kernel }) => kernel), windows.map(({ stride }) => stride)];
  if (windows.some(({ dilation }) => dilation > 1)) {
    const cells = cellsOf(x, windows);
    return div(
      cells.reduce((a, b) => add(a, b)),
      cells.length,
    );
  }
  if (windows.length === 2) return avgPool(x as Tensor4D, size as Pair, strides as Pair, 'valid');
  return avgPool3d(x as Tensor5D, size as Triple, strides as Triple, 'valid');
}

/** Of each window along an axis, the share of its cells that are counted. */
function countedShares(
  window: Window,
  length: number,
  margins: readonly [number, number],
  countsPadding: boolean,
): number[] {
  const { kernel, stride, dilation } = window;
  const [before, after] = marginsOf(window, length);
  const [low, high] = countsPadding ? [-before, length + after] : [0, length];
  const windows = Math.floor((length + margins[0] + margins[1] - extentOf(window)) / stride) + 1;
  return Array.from({ length: windows }, (_, index) => {
    const places = Array.from({ length: kernel }, (_cell, cell) => index * stride - margins[0] + cell * dilation);
    return places.filter((place) => place >= low && place < high).length / kernel;
  });
}

/** Averages of whole windows as averages of the cells that are counted. */
function rescaled(pooled: Tensor, shares: readonly number[][]): Tensor {
  if (shares.flat().every((share) => share === 1)) return pooled;
  const shape = shares.map(({ length }) => length);
  const factors = Array.from(indicesOf(shape), (index) =>
    shares.reduce((factor, share, axis) => factor / share[index[axis]], 1),
  );
  return mul(pooled, tensor(factors, [1, ...shape, 1]));
}
