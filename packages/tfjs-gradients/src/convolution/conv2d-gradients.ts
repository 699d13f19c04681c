import type { Conv2DAttrs, Tensor } from '@tensorflow/tfjs-core';
import { fromChannelsLast, toChannelsLast } from '../arithmetic/channels-last';
import type { LazyGradients } from '../define';
import { convolutionFilterGradient } from './filter-gradient';
import { convolutionInputGradient } from './input-gradient';
import { convolutionAxes } from './window-axes';

/** The gradients of a 2-D convolution, whatever its stride, padding, dilation and data format. */
export function conv2dGradients(
  dy: Tensor,
  x: Tensor,
  filter: Tensor,
  attributes: Conv2DAttrs,
): Record<'x' | 'filter', LazyGradients[string]> {
  const axes = convolutionAxes(x.shape, filter.shape, attributes);
  const { dataFormat } = attributes;
  return {
    x: () => fromChannelsLast(convolutionInputGradient(toChannelsLast(dy, dataFormat), filter, axes), dataFormat),
    filter: () => convolutionFilterGradient(toChannelsLast(x, dataFormat), toChannelsLast(dy, dataFormat), axes),
  };
}
