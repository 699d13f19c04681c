import { conv3d, type Tensor, type Tensor5D, transpose } from '@tensorflow/tfjs-core';
import { derivedFrom, fitSpatial, mirror, spread, transposedMargin } from 'tfjs-gradients';
import type { LinearOperation } from './linear-operation';
import { inputMargin, placeWindows, type Window } from './window';

/**
 * A three-dimensional convolution. Transposed: the output with zeros between its cells, convolved with the mirrored
 * kernel whose channels are exchanged.
 *
 * Weight `[depth, height, width, in, out]`.
 */
export function convolution3d(windows: readonly Window[]): LinearOperation {
  const strides = windows.map(({ stride }) => stride);
  const dilations = windows.map(({ dilation }) => dilation);
  return {
    forward(input, weight) {
      const margins = placeWindows(windows, input.shape).map(inputMargin);
      return convolve(fitSpatial(input, margins), weight, strides, dilations);
    },
    transposeWeight: (weight) =>
      derivedFrom(weight, 'transposed convolution', () => transpose(mirror(weight, 3), [0, 1, 2, 4, 3])),
    transposed(output, weight, inputShape) {
      const axes = placeWindows(windows, inputShape);
      const spaced = axes.reduce((image, { stride }, index) => spread(image, index + 1, stride), output);
      return convolve(fitSpatial(spaced, axes.map(transposedMargin)), weight, [1, 1, 1], dilations);
    },
  };
}

function convolve(image: Tensor, kernel: Tensor, strides: readonly number[], dilations: readonly number[]): Tensor {
  return conv3d(
    image as Tensor5D,
    kernel as Tensor5D,
    strides as [number, number, number],
    'valid',
    'NDHWC',
    dilations as [number, number, number],
  );
}
