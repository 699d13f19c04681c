import { _FusedMatMul, type BatchMatMulAttrs, reshape } from '@tensorflow/tfjs-core';
import { matMulGradients } from '../arithmetic/mat-mul-gradients';
import { sumTo } from '../arithmetic/sum-to';
import { defineGradient } from '../define';
import { attributesOf } from '../kernels/note-attributes';

/**
 * `tf.fused.matMul` with a linear activation, the form of every dense layer without an activation. Stock tfjs always
 * computes the gradient of the weights, too, and forgets to sum it over broadcast batches.
 */
export const fusedMatMulGradient = defineGradient({
  kernelName: 'fusedMatMul__op',
  gradFunc: (dy, [a, b, y, bias]) => {
    const { transposeA, transposeB } = attributesOf<BatchMatMulAttrs>(_FusedMatMul, y);
    const gradients = matMulGradients(reshape(dy, y.shape), a, b, transposeA, transposeB);
    return { 0: gradients.a, 1: gradients.b, 2: () => sumTo(dy, bias.shape) };
  },
});
