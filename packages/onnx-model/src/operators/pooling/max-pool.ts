import {
  maximum,
  maxPool3d,
  pad,
  maxPool as poolImages,
  type Tensor,
  type Tensor4D,
  type Tensor5D,
} from '@tensorflow/tfjs-core';
import { imageWindows, onImages } from '../convolution/images';
import { type Window, windowsOf } from '../convolution/window';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { reserve } from '../values/allowance';
import { cellsOf } from './cells';
import { poolingMargins } from './pooling-windows';

/** `MaxPool` of series, images and volumes. */
export const maxPool: Operator = (node) => {
  if (node.hasOutput(1)) throw new Unsupported('with the indices of the maxima');
  const windows = imageWindows(windowsOf(node, node.ints('kernel_shape') ?? []));
  const roundsUp = node.int('ceil_mode', 0) === 1;
  return ([x]) =>
    onImages(x, windows, (images) => {
      const margins = windows.map((window, axis) => poolingMargins(window, images.shape[axis + 1], roundsUp));
      reserve([images.shape[0], ...margins.map(([before, after], axis) => images.shape[axis + 1] + before + after), 1]);
      return pooled(images, windows, margins);
    });
};

type Margin = [before: number, after: number];

function pooled(images: Tensor, windows: readonly Window[], margins: readonly Margin[]): Tensor {
  const isPadded = margins.flat().some((margin) => margin > 0);
  const [size, strides] = [windows.map(({ kernel }) => kernel), windows.map(({ stride }) => stride)];
  const isDilated = windows.some(({ dilation }) => dilation > 1);
  if (windows.length === 2 && !isDilated) {
    const pads = isPadded ? [[0, 0], ...margins, [0, 0]] : 'valid';
    return poolImages(images as Tensor4D, size as Margin, strides as Margin, pads as 'valid');
  }
  const wide = isPadded ? pad(images, [[0, 0], ...margins, [0, 0]], lowest) : images;
  if (isDilated) return cellsOf(wide, windows).reduce((a, b) => maximum(a, b));
  return maxPool3d(wide as Tensor5D, size as Triple, strides as Triple, 'valid');
}

type Triple = [number, number, number];

const lowest = -3.4028234663852886e38; // of float32: what is padded is never the maximum
