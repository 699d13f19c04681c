import { conv3d, reverse, type Tensor, type Tensor5D, transpose } from '@tensorflow/tfjs-core';
import { fit, type Margin } from '../arithmetic/fit';
import { spread } from '../arithmetic/spread';
import { extent, type WindowAxis } from './axis';
import { filterGradientMargin } from './filter-gradient';

type Axes = [WindowAxis, WindowAxis, WindowAxis];

/**
 * The gradient of a 3-D convolution with respect to its input: dy with zeros between its cells, convolved with the
 * mirrored kernel whose input and output channels changed places.
 *
 * @param dy [batch, outDepth, outHeight, outWidth, outChannels]
 * @param filter [depth, height, width, inChannels, outChannels]
 * @returns [batch, inDepth, inHeight, inWidth, inChannels]
 */
export function convolution3dInputGradient(dy: Tensor, filter: Tensor, axes: Axes): Tensor {
  const spaced = axes.reduce((image: Tensor, { stride }, index) => spread(image, index + 1, stride), dy);
  const mirrored = transpose(reverse(filter, [0, 1, 2]), [0, 1, 2, 4, 3]);
  const margins = axes.map((axis): Margin => {
    const lead = extent(axis) - 1 - axis.before;
    return [lead, axis.input + extent(axis) - 1 - axis.output * axis.stride - lead];
  });
  return convolve(fit(spaced, [[0, 0], ...margins, [0, 0]]), mirrored, [1, 1, 1], rates(axes, 'dilation'));
}

/**
 * The gradient of a 3-D convolution with respect to its filter: the image convolved with dy, the batch taking the place
 * of the channels, stride and dilation exchanged.
 *
 * @param x [batch, inDepth, inHeight, inWidth, inChannels]
 * @param dy [batch, outDepth, outHeight, outWidth, outChannels]
 * @returns [depth, height, width, inChannels, outChannels]
 */
export function convolution3dFilterGradient(x: Tensor, dy: Tensor, axes: Axes): Tensor {
  const images = fit(transpose(x, [4, 1, 2, 3, 0]), [[0, 0], ...axes.map(filterGradientMargin), [0, 0]]);
  const kernel = transpose(dy, [1, 2, 3, 0, 4]);
  return transpose(convolve(images, kernel, rates(axes, 'dilation'), rates(axes, 'stride')), [1, 2, 3, 0, 4]);
}

type Rates = [number, number, number];

function rates(axes: Axes, of: 'stride' | 'dilation'): Rates {
  return axes.map((axis) => axis[of]) as Rates;
}

function convolve(x: Tensor, filter: Tensor, strides: Rates, dilations: Rates): Tensor {
  return conv3d(x as Tensor5D, filter as Tensor5D, strides, 'valid', 'NDHWC', dilations);
}
