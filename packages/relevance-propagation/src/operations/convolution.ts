import { conv2d, type Tensor, type Tensor4D, transpose } from '@tensorflow/tfjs-core';
import { convolutionInputGradient } from 'tfjs-gradients';
import { fitSpatial, type Margin } from './fit';
import type { LinearOperation } from './linear-operation';
import { mirrored } from './mirrored';
import { inputMargin, placeWindows, transposedMargin, type Window, type WindowAxis } from './window';

/**
 * A two-dimensional convolution with explicit padding. The transposed operation is a convolution too: with the kernel
 * mirrored and its channels exchanged.
 *
 * Weight `[height, width, in, out]`.
 */
export function convolution(windows: readonly Window[]): LinearOperation {
  const strided = windows.some(({ stride }) => stride > 1);
  const strides = windows.map(({ stride }) => stride);
  const dilations = windows.map(({ dilation }) => dilation);
  return {
    forward(input, weight) {
      const axes = placeWindows(windows, input.shape);
      return convolve(input, weight, axes.map(inputMargin), strides, dilations);
    },
    transposeWeight: strided ? undefined : exchanged,
    transposed(output, weight, inputShape) {
      const axes = placeWindows(windows, inputShape);
      if (strided) return convolutionInputGradient(output, weight, axes as [WindowAxis, WindowAxis]);
      return convolve(output, weight, axes.map(transposedMargin), [1, 1], dilations);
    },
  };
}

/** The kernel `[height, width, in, out]` with its cells in the opposite order, `[height, width, out, in]`. */
function exchanged(kernel: Tensor): Tensor {
  return transpose(mirrored(kernel, 2), [0, 1, 3, 2]);
}

/** Padding is explicit, because `same` with a stride above the kernel's size silently gives zeros on wasm. */
function convolve(
  image: Tensor,
  kernel: Tensor,
  margins: readonly Margin[],
  strides: readonly number[],
  dilations: readonly number[],
): Tensor {
  const cropped = fitSpatial(
    image,
    margins.map(([before, after]): Margin => [Math.min(0, before), Math.min(0, after)]),
  );
  const [vertical, horizontal] = margins.map(([before, after]): [number, number] => [
    Math.max(0, before),
    Math.max(0, after),
  ]);
  return conv2d(
    cropped as Tensor4D,
    kernel as Tensor4D,
    strides as [number, number],
    [[0, 0], vertical, horizontal, [0, 0]],
    'NHWC',
    dilations as [number, number],
  );
}
