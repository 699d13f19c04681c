import type { DepthwiseConv2dNativeAttrs, Tensor } from '@tensorflow/tfjs-core';
import type { LazyGradients } from '../define';
import { depthwiseFilterGradient, depthwiseInputGradient } from './depthwise-gradients';
import { convolutionAxes } from './window-axes';

/** The gradients of a depthwise convolution, whatever its stride, padding and dilation. */
export function depthwiseConv2dGradients(
  dy: Tensor,
  x: Tensor,
  filter: Tensor,
  attributes: DepthwiseConv2dNativeAttrs,
): Record<'x' | 'filter', LazyGradients[string]> {
  const axes = convolutionAxes(x.shape, filter.shape, attributes, true);
  return {
    x: () => depthwiseInputGradient(dy, filter, axes),
    filter: () => depthwiseFilterGradient(x, dy, axes),
  };
}
