import { backend_util, type DepthwiseConv2dNativeAttrs, type Tensor } from '@tensorflow/tfjs-core';
import type { LazyGradients } from '../define';
import { axes2d, type WindowAxis } from './axis';
import { depthwiseFilterGradient, depthwiseInputGradient } from './depthwise-gradients';

type Shape4D = [number, number, number, number];

/** The spatial axes of a depthwise convolution from its attributes. */
export function depthwiseAxes(
  xShape: number[],
  filterShape: number[],
  { strides, pad, dilations, dimRoundingMode }: Omit<DepthwiseConv2dNativeAttrs, 'dataFormat'>,
): [WindowAxis, WindowAxis] {
  return axes2d(
    backend_util.computeConv2DInfo(
      xShape as Shape4D,
      filterShape as Shape4D,
      strides,
      dilations ?? 1,
      pad,
      dimRoundingMode,
      true,
    ),
  );
}

/** The gradients of a depthwise convolution, whatever its stride, padding and dilation. */
export function depthwiseConv2dGradients(
  dy: Tensor,
  x: Tensor,
  filter: Tensor,
  attributes: DepthwiseConv2dNativeAttrs,
): Record<'x' | 'filter', LazyGradients[string]> {
  const axes = depthwiseAxes(x.shape, filter.shape, attributes);
  return {
    x: () => depthwiseInputGradient(dy, filter, axes),
    filter: () => depthwiseFilterGradient(x, dy, axes),
  };
}
