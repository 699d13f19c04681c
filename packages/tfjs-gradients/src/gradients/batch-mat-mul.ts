import { BatchMatMul, type BatchMatMulAttrs } from '@tensorflow/tfjs-core';
import { matMulGradients } from '../arithmetic/mat-mul-gradients';
import { defineGradient } from '../define';

/** d(a b): dy bT for a, aT dy for b, with every transposition, summed over broadcast batches (which stock tfjs forgets). */
export const batchMatMulGradient = defineGradient<BatchMatMulAttrs>({
  kernelName: BatchMatMul,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, [a, b], { transposeA, transposeB }) => matMulGradients(dy, a, b, transposeA, transposeB),
});
