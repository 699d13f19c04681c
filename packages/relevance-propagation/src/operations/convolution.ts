import { transpose } from '@tensorflow/tfjs-core';
import { convolutionInputGradient, derivedFrom, mirror, paddedConv2d, transposedMargin } from 'tfjs-gradients';
import type { LinearOperation } from './linear-operation';
import { alongAxes, inputMargin, placeWindows, type Window } from './window';

/**
 * A two-dimensional convolution with explicit padding, because `same` with a stride above the kernel's size silently
 * gives zeros on wasm. The transposed operation is a convolution too: with the kernel mirrored and its channels exchanged.
 *
 * Weight `[height, width, in, out]`.
 */
export function convolution(windows: readonly Window[]): LinearOperation {
  const strided = windows.some(({ stride }) => stride > 1);
  const [strides, dilations] = alongAxes(windows);
  return {
    forward(input, weight) {
      const axes = placeWindows(windows, input.shape);
      return paddedConv2d(input, weight, axes.map(inputMargin), strides, dilations);
    },
    transposeWeight: strided
      ? undefined
      : (weight) => derivedFrom(weight, 'transposed convolution', () => transpose(mirror(weight), [0, 1, 3, 2])),
    transposed(output, weight, inputShape) {
      const axes = placeWindows(windows, inputShape);
      if (strided) return convolutionInputGradient(output, weight, axes);
      return paddedConv2d(output, weight, axes.map(transposedMargin), [1, 1], dilations);
    },
  };
}
