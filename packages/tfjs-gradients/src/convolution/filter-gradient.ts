import { type Tensor, transpose } from '@tensorflow/tfjs-core';
import type { Margin } from '../arithmetic/fit';
import type { WindowAxis } from './axis';
import { paddedConv2d } from './padded-convolution';

/** The margins that make a convolution with dy, stride and dilation exchanged, as long as the kernel. */
export function filterGradientMargin({ input, output, kernel, stride, dilation, before }: WindowAxis): Margin {
  return [before, (kernel - 1) * dilation + (output - 1) * stride + 1 - input - before];
}

/**
 * The gradient of a convolution with respect to its filter, as one forward convolution: the image is convolved with dy,
 * the batch taking the place of the channels, stride and dilation exchanged.
 *
 * @param x [batch, inHeight, inWidth, inChannels]
 * @param dy [batch, outHeight, outWidth, outChannels]
 * @returns [height, width, inChannels, outChannels]
 */
export function convolutionFilterGradient(x: Tensor, dy: Tensor, axes: readonly WindowAxis[]): Tensor {
  const images = transpose(x, [3, 1, 2, 0]); // [inChannels, inHeight, inWidth, batch]
  const kernel = transpose(dy, [1, 2, 0, 3]); // [outHeight, outWidth, batch, outChannels]
  const margins = axes.map(filterGradientMargin);
  const [vertical, horizontal] = axes;
  const gradient = paddedConv2d(
    images,
    kernel,
    margins,
    [vertical.dilation, horizontal.dilation],
    [vertical.stride, horizontal.stride],
  );
  return transpose(gradient, [1, 2, 0, 3]);
}
