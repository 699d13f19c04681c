import { maxPool as poolTensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { imageWindows, onImages } from '../convolution/images';
import { windowsOf } from '../convolution/window';
import type { Operator } from '../operator';
import { Unsupported } from '../unsupported';
import { poolingMargins } from './pooling-windows';

/** `MaxPool` of images and of series. */
export const maxPool: Operator = (node) => {
  if (node.hasOutput(1)) throw new Unsupported('with the indices of the maxima');
  const windows = imageWindows(windowsOf(node, node.ints('kernel_shape') ?? []));
  if (windows.some(({ dilation }) => dilation > 1)) throw new Unsupported('with dilations');
  const roundsUp = node.int('ceil_mode', 0) === 1;
  const [size, strides] = [windows.map(({ kernel }) => kernel), windows.map(({ stride }) => stride)];
  return ([x]) =>
    onImages(x, (images) => {
      const [rows, columns] = windows.map((window, axis) => poolingMargins(window, images.shape[axis + 1], roundsUp));
      const pads = [rows, columns].flat().every((margin) => margin === 0)
        ? 'valid'
        : ([[0, 0], rows, columns, [0, 0]] as const);
      return poolTensor(images as Tensor4D, size as Pair, strides as Pair, pads as 'valid');
    });
};

type Pair = [number, number];
