import { Conv2D, type Conv2DAttrs } from '@tensorflow/tfjs-core';
import { conv2dGradients } from '../convolution/conv2d-gradients';
import { defineGradient } from '../define';

/** 1-D and 2-D convolutions, with dilation, where stock tfjs throws, and on wasm, where it knows no filter gradient. */
export const conv2dGradient = defineGradient<Conv2DAttrs>({
  kernelName: Conv2D,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, [x, filter], attributes) => ({ ...conv2dGradients(dy, x, filter, attributes) }),
});
