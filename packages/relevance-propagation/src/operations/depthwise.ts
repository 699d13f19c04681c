import { depthwiseConv2d, reshape, sum, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { fitSpatial, type Margin, spread } from './fit';
import type { LinearOperation } from './linear-operation';
import { mirrored } from './mirrored';
import { inputMargin, placeWindows, transposedMargin, type Window } from './window';

/**
 * A depthwise convolution, each channel with kernels of its own. Transposed: the output with zeros between its cells,
 * convolved with the mirrored kernels, and summed over the channels that came from one.
 *
 * Weight `[height, width, channels, multiplier]`.
 */
export function depthwise(windows: readonly Window[]): LinearOperation {
  const strides = windows.map(({ stride }) => stride);
  const dilations = windows.map(({ dilation }) => dilation);
  return {
    forward(input, weight) {
      const axes = placeWindows(windows, input.shape);
      return convolve(input, weight, axes.map(inputMargin), strides, dilations);
    },
    transposeWeight(weight) {
      const [height, width, channels, multiplier] = weight.shape;
      return reshape(mirrored(weight, 2), [height, width, channels * multiplier, 1]);
    },
    transposed(output, weight, inputShape) {
      const axes = placeWindows(windows, inputShape);
      const spaced = axes.reduce((image, { stride }, index) => spread(image, index + 1, stride), output);
      const image = convolve(spaced, weight, axes.map(transposedMargin), [1, 1], dilations);
      const multiplier = (output.shape[3] as number) / inputShape[3];
      return multiplier === 1 ? image : sum(reshape(image, [...inputShape, multiplier]), 4);
    },
  };
}

function convolve(
  image: Tensor,
  kernel: Tensor,
  margins: readonly Margin[],
  strides: readonly number[],
  dilations: readonly number[],
): Tensor {
  const padded = fitSpatial(image, margins);
  return depthwiseConv2d(
    padded as Tensor4D,
    kernel as Tensor4D,
    strides as [number, number],
    'valid',
    'NHWC',
    dilations as [number, number],
  );
}
