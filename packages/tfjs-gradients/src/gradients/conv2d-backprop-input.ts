import { Conv2DBackpropInput, type Conv2DBackpropInputAttrs, conv2d, type Tensor4D } from '@tensorflow/tfjs-core';
import { toChannelsLast } from '../arithmetic/channels-last';
import { convolutionFilterGradient } from '../convolution/filter-gradient';
import { convolutionAxes } from '../convolution/window-axes';
import { defineGradient } from '../define';

/** The transposed convolution: its gradient is the convolution. */
export const conv2dBackpropInputGradient = defineGradient<Conv2DBackpropInputAttrs>({
  kernelName: Conv2DBackpropInput,
  inputsToSave: ['dy', 'filter'],
  gradFunc: (gradient, [dy, filter], attributes) => ({
    dy: () => {
      const { strides, pad, dataFormat, dimRoundingMode } = attributes;
      return conv2d(gradient as Tensor4D, filter as Tensor4D, strides, pad, dataFormat, 1, dimRoundingMode);
    },
    filter: () => {
      const { dataFormat } = attributes;
      const axes = convolutionAxes(gradient.shape, filter.shape, attributes);
      return convolutionFilterGradient(toChannelsLast(gradient, dataFormat), toChannelsLast(dy, dataFormat), axes);
    },
  }),
});
