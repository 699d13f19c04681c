import { reshape, sum } from '@tensorflow/tfjs-core';
import { derivedFrom, mirror, paddedDepthwiseConv2d, spread, transposedMargin } from 'tfjs-gradients';
import type { LinearOperation } from './linear-operation';
import { alongAxes, inputMargin, placeWindows, type Window } from './window';

/**
 * A depthwise convolution, each channel with kernels of its own. Transposed: the output with zeros between its cells,
 * convolved with the mirrored kernels, and summed over the channels that came from one.
 *
 * Weight `[height, width, channels, multiplier]`.
 */
export function depthwise(windows: readonly Window[]): LinearOperation {
  const [strides, dilations] = alongAxes(windows);
  return {
    forward(input, weight) {
      const axes = placeWindows(windows, input.shape);
      return paddedDepthwiseConv2d(input, weight, axes.map(inputMargin), strides, dilations);
    },
    transposeWeight(weight) {
      const [height, width, channels, multiplier] = weight.shape;
      const turned = () => reshape(mirror(weight), [height, width, channels * multiplier, 1]);
      return derivedFrom(weight, 'transposed depthwise convolution', turned);
    },
    transposed(output, weight, inputShape) {
      const axes = placeWindows(windows, inputShape);
      const spaced = axes.reduce((image, { stride }, index) => spread(image, index + 1, stride), output);
      const image = paddedDepthwiseConv2d(spaced, weight, axes.map(transposedMargin), [1, 1], dilations);
      const multiplier = (output.shape[3] as number) / inputShape[3];
      return multiplier === 1 ? image : sum(reshape(image, [...inputShape, multiplier]), 4);
    },
  };
}
