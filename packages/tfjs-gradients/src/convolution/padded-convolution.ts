import { conv2d, depthwiseConv2d, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { fit, type Margin } from '../arithmetic/fit';

/** Rates of the height and the width. */
export type Rates = [height: number, width: number];

/** The positive part of the margins as explicit padding of the convolution; the negative part is cropped first. */
function cropAndPad(x: Tensor, [vertical, horizontal]: [Margin, Margin]) {
  const part = ([before, after]: Margin, sign: 1 | -1): Margin =>
    sign > 0 ? [Math.max(0, before), Math.max(0, after)] : [Math.min(0, before), Math.min(0, after)];
  const cropped = [vertical, horizontal].flat().some((margin) => margin < 0);
  const image = cropped ? fit(x, [[0, 0], part(vertical, -1), part(horizontal, -1), [0, 0]]) : x;
  const padding: [Margin, Margin, Margin, Margin] = [[0, 0], part(vertical, 1), part(horizontal, 1), [0, 0]];
  return { image: image as Tensor4D, padding };
}

/** `tf.conv2d` with margins that may be negative. */
export function paddedConv2d(x: Tensor, filter: Tensor, margins: [Margin, Margin], strides: Rates, dilations: Rates) {
  const { image, padding } = cropAndPad(x, margins);
  return conv2d(image, filter as Tensor4D, strides, padding, 'NHWC', dilations);
}

/** `tf.depthwiseConv2d` with margins that may be negative. */
export function paddedDepthwiseConv2d(
  x: Tensor,
  filter: Tensor,
  margins: [Margin, Margin],
  strides: Rates,
  dilations: Rates,
) {
  const { image, padding } = cropAndPad(x, margins);
  return depthwiseConv2d(image, filter as Tensor4D, strides, padding, 'NHWC', dilations);
}
