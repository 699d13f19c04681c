import { type DepthwiseConv2dNativeAttrs, FusedDepthwiseConv2D } from '@tensorflow/tfjs-core';
import { sumTo } from '../arithmetic/sum-to';
import { depthwiseConv2dGradients } from '../convolution/depthwise-conv2d-gradients';
import { defineGradient } from '../define';
import { attributesOf } from '../kernels/note-attributes';

/**
 * `tf.fused.depthwiseConv2d` with a linear activation. Stock tfjs always computes the gradient of the filter, too, throws
 * on dilation, and has no kernel for either on wasm.
 */
export const fusedDepthwiseConv2dGradient = defineGradient({
  kernelName: 'fusedDepthwiseConv2d__op',
  gradFunc: (dy, [filter, x, y, bias]) => {
    const attributes = attributesOf<DepthwiseConv2dNativeAttrs>(FusedDepthwiseConv2D, y);
    const gradients = depthwiseConv2dGradients(dy, x, filter, attributes);
    return { 0: gradients.x, 1: gradients.filter, 2: () => sumTo(dy, bias.shape) };
  },
});
