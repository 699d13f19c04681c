import { DepthwiseConv2dNative, type DepthwiseConv2dNativeAttrs } from '@tensorflow/tfjs-core';
import { depthwiseConv2dGradients } from '../convolution/depthwise-conv2d-gradients';
import { defineGradient } from '../define';

/** Depthwise convolutions, with dilation, where stock tfjs throws, and on wasm, where it knows none. */
export const depthwiseConv2dNativeGradient = defineGradient<DepthwiseConv2dNativeAttrs>({
  kernelName: DepthwiseConv2dNative,
  inputsToSave: ['x', 'filter'],
  gradFunc: (dy, [x, filter], attributes) => ({ ...depthwiseConv2dGradients(dy, x, filter, attributes) }),
});
