import { conv2d, depthwiseConv2d, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { fitSpatial, type Margin } from '../arithmetic/fit';

const none: Margin = [0, 0];

/** Rates of the height and the width. */
export type Rates = [height: number, width: number];

type Margins = readonly Margin[];

/** Padding is left to the convolution; with a negative margin the image is cut to its place before. */
function cropAndPad(x: Tensor, [vertical, horizontal]: Margins) {
  const isPadding = [vertical, horizontal].flat().every((margin) => margin >= 0);
  const padding = isPadding ? [vertical, horizontal] : [none, none];
  return {
    image: (isPadding ? x : fitSpatial(x, [vertical, horizontal])) as Tensor4D,
    padding: [none, ...padding, none] as [Margin, Margin, Margin, Margin],
  };
}

/**
 * `tf.conv2d` with margins that may be negative.
 *
 * @example
 * ```ts
 * const filter = tf.ones([2, 2, 1, 1]);
 * paddedConv2d(tf.ones([1, 3, 3, 1]), filter, [[-1, 0], [0, 0]], [1, 1], [1, 1]); // => [[[[4], [4]]]]
 * ```
 */
export function paddedConv2d(x: Tensor, filter: Tensor, margins: Margins, strides: Rates, dilations: Rates) {
  const { image, padding } = cropAndPad(x, margins);
  return conv2d(image, filter as Tensor4D, strides, padding, 'NHWC', dilations);
}

/**
 * `tf.depthwiseConv2d` with margins that may be negative.
 *
 * @example
 * ```ts
 * const filter = tf.ones([2, 2, 1, 1]);
 * paddedDepthwiseConv2d(tf.ones([1, 3, 3, 1]), filter, [[-1, 0], [0, 0]], [1, 1], [1, 1]); // => [[[[4], [4]]]]
 * ```
 */
export function paddedDepthwiseConv2d(x: Tensor, filter: Tensor, margins: Margins, strides: Rates, dilations: Rates) {
  const { image, padding } = cropAndPad(x, margins);
  return depthwiseConv2d(image, filter as Tensor4D, strides, padding, 'NHWC', dilations);
}
