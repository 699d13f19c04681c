import { conv3d, type Tensor, type Tensor5D, transpose } from '@tensorflow/tfjs-core';
import { fitSpatial } from '../arithmetic/fit';
import { spread } from '../arithmetic/spread';
import { transposedMargin, type WindowAxis } from './axis';
import { filterGradientMargin } from './filter-gradient';
import { mirror } from './mirror';

/**
 * The gradient of a 3-D convolution with respect to its input: dy with zeros between its cells, convolved with the
 * mirrored kernel whose input and output channels changed places.
 *
 * @param dy [batch, outDepth, outHeight, outWidth, outChannels]
 * @param filter [depth, height, width, inChannels, outChannels]
 * @returns [batch, inDepth, inHeight, inWidth, inChannels]
 */
export function convolution3dInputGradient(dy: Tensor, filter: Tensor, axes: readonly WindowAxis[]): Tensor {
  const spaced = axes.reduce((image: Tensor, { stride }, index) => spread(image, index + 1, stride), dy);
  const mirrored = transpose(mirror(filter, 3), [0, 1, 2, 4, 3]);
  return convolve(fitSpatial(spaced, axes.map(transposedMargin)), mirrored, [1, 1, 1], rates(axes, 'dilation'));
}

/**
 * The gradient of a 3-D convolution with respect to its filter: the image convolved with dy, the batch taking the place
 * of the channels, stride and dilation exchanged.
 *
 * @param x [batch, inDepth, inHeight, inWidth, inChannels]
 * @param dy [batch, outDepth, outHeight, outWidth, outChannels]
 * @returns [depth, height, width, inChannels, outChannels]
 */
export function convolution3dFilterGradient(x: Tensor, dy: Tensor, axes: readonly WindowAxis[]): Tensor {
  const images = fitSpatial(transpose(x, [4, 1, 2, 3, 0]), axes.map(filterGradientMargin));
  const kernel = transpose(dy, [1, 2, 3, 0, 4]);
  return transpose(convolve(images, kernel, rates(axes, 'dilation'), rates(axes, 'stride')), [1, 2, 3, 0, 4]);
}

type Rates = [number, number, number];

function rates(axes: readonly WindowAxis[], of: 'stride' | 'dilation'): Rates {
  return axes.map((axis) => axis[of]) as Rates;
}

function convolve(x: Tensor, filter: Tensor, strides: Rates, dilations: Rates): Tensor {
  return conv3d(x as Tensor5D, filter as Tensor5D, strides, 'valid', 'NDHWC', dilations);
}
