import type { Conv2DAttrs } from '@tensorflow/tfjs-core';
import { FusedConv2D } from '@tensorflow/tfjs-core';
import { sumTo } from '../arithmetic/sum-to';
import { conv2dGradients } from '../convolution/conv2d-gradients';
import { defineGradient } from '../define';
import { attributesOf } from '../kernels/note-attributes';

/**
 * `tf.fused.conv2d` with a linear activation, the form of every convolution layer without an activation. Stock tfjs
 * always computes the gradient of the filter, too (which wasm cannot), and throws on dilation.
 */
export const fusedConv2dGradient = defineGradient({
  kernelName: 'fusedConv2d__op',
  gradFunc: (dy, [filter, x, y, bias]) => {
    const gradients = conv2dGradients(dy, x, filter, attributesOf<Conv2DAttrs>(FusedConv2D, y));
    return { 0: gradients.x, 1: gradients.filter, 2: () => sumTo(dy, bias.shape) };
  },
});
