import { Conv3D, type Conv3DAttrs } from '@tensorflow/tfjs-core';
import { convolution3dFilterGradient, convolution3dInputGradient } from '../convolution/gradients-3d';
import { convolutionAxes } from '../convolution/window-axes';
import { defineGradient } from '../define';

/** 3-D convolutions, with dilation, where stock tfjs throws. */
export const conv3dGradient = defineGradient<Conv3DAttrs>({
  kernelName: Conv3D,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, [x, filter], attributes) => {
    const axes = convolutionAxes(x.shape, filter.shape, attributes);
    return {
      x: () => convolution3dInputGradient(dy, filter, axes),
      filter: () => convolution3dFilterGradient(x, dy, axes),
    };
  },
});
