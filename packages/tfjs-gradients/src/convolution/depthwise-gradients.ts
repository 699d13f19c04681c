import { DepthwiseConv2dNativeBackpropInput, reshape, sum, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { spread } from '../arithmetic/spread';
import { derivedFrom } from '../derived-data';
import { transposedMargin, type WindowAxis } from './axis';
import { filterGradientMargin } from './filter-gradient';
import { mirror } from './mirror';
import { inputGradientByKernel } from './own-kernels';
import { paddedDepthwiseConv2d } from './padded-convolution';

/**
 * The gradient of a depthwise convolution with respect to its input: dy with zeros between its cells, convolved with
 * the mirrored kernel, and summed over the channels that came from one.
 *
 * @param dy [batch, outHeight, outWidth, channels * multiplier]
 * @param filter [height, width, channels, multiplier]
 * @returns [batch, inHeight, inWidth, channels]
 */
export function depthwiseInputGradient(dy: Tensor, filter: Tensor, axes: readonly WindowAxis[]): Tensor {
  const [height, width, channels, multiplier] = filter.shape;
  const own =
    multiplier === 1 ? inputGradientByKernel(DepthwiseConv2dNativeBackpropInput, dy, filter, axes) : undefined;
  if (own) return own;
  const [vertical, horizontal] = axes;
  const spaced = spread(spread(dy, 1, vertical.stride), 2, horizontal.stride);
  const mirrored = derivedFrom(filter, 'depthwise', () =>
    reshape(mirror(filter), [height, width, channels * multiplier, 1]),
  );
  const margins = axes.map(transposedMargin);
  const dilations: [number, number] = [vertical.dilation, horizontal.dilation];
  const gradient = paddedDepthwiseConv2d(spaced, mirrored, margins, [1, 1], dilations);
  return multiplier === 1
    ? gradient
    : sum(reshape(gradient, [dy.shape[0], vertical.input, horizontal.input, channels, multiplier]), 4);
}

/**
 * The gradient of a depthwise convolution with respect to its filter: each image and channel is convolved with its dy,
 * stride and dilation exchanged, and the images are summed.
 *
 * @param x [batch, inHeight, inWidth, channels]
 * @param dy [batch, outHeight, outWidth, channels * multiplier]
 * @returns [height, width, channels, multiplier]
 */
export function depthwiseFilterGradient(x: Tensor, dy: Tensor, axes: readonly WindowAxis[]): Tensor {
  const [vertical, horizontal] = axes;
  const [batch, , , channels] = x.shape;
  const [, , , outChannels] = dy.shape;
  const multiplier = outChannels / channels;
  const image = reshape(transpose(x, [1, 2, 0, 3]), [1, vertical.input, horizontal.input, batch * channels]);
  const kernel = reshape(transpose(dy, [1, 2, 0, 3]), [
    vertical.output,
    horizontal.output,
    batch * channels,
    multiplier,
  ]);
  const gradient = paddedDepthwiseConv2d(
    image,
    kernel,
    axes.map(filterGradientMargin),
    [vertical.dilation, horizontal.dilation],
    [vertical.stride, horizontal.stride],
  ); // [1, height, width, batch * channels * multiplier]
  const perImage = reshape(gradient, [vertical.kernel, horizontal.kernel, batch, channels * multiplier]);
  return reshape(sum(perImage, 2), [vertical.kernel, horizontal.kernel, channels, multiplier]);
}
