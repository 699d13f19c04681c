import { backend_util, type Conv2DAttrs, type Tensor } from '@tensorflow/tfjs-core';
import { fromChannelsLast, toChannelsLast } from '../arithmetic/channels-last';
import type { LazyGradients } from '../define';
import { axes2d, type WindowAxis } from './axis';
import { convolutionFilterGradient } from './filter-gradient';
import { convolutionInputGradient } from './input-gradient';

type Shape4D = [number, number, number, number];

/** The spatial axes of a 2-D convolution from its attributes. */
export function convolutionAxes(
  xShape: number[],
  filterShape: number[],
  {
    strides,
    pad,
    dilations,
    dimRoundingMode,
    dataFormat = 'NHWC',
  }: Omit<Conv2DAttrs, 'dilations'> & Partial<Conv2DAttrs>,
): [WindowAxis, WindowAxis] {
  return axes2d(
    backend_util.computeConv2DInfo(
      xShape as Shape4D,
      filterShape as Shape4D,
      strides,
      dilations ?? 1,
      pad,
      dimRoundingMode,
      false,
      backend_util.convertConv2DDataFormat(dataFormat),
    ),
  );
}

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
