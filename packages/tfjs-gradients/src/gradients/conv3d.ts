import { backend_util, Conv3D, type Conv3DAttrs } from '@tensorflow/tfjs-core';
import { axes3d } from '../convolution/axis';
import { convolution3dFilterGradient, convolution3dInputGradient } from '../convolution/gradients-3d';
import { defineGradient } from '../define';

type Shape5D = [number, number, number, number, number];

/** 3-D convolutions, with dilation, where stock tfjs throws. */
export const conv3dGradient = defineGradient<Conv3DAttrs>({
  kernelName: Conv3D,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, [x, filter], { strides, dilations, pad }) => {
    const [xShape, filterShape] = [x.shape as Shape5D, filter.shape as Shape5D];
    const axes = axes3d(backend_util.computeConv3DInfo(xShape, filterShape, strides, dilations, pad));
    return {
      x: () => convolution3dInputGradient(dy, filter, axes),
      filter: () => convolution3dFilterGradient(x, dy, axes),
    };
  },
});
