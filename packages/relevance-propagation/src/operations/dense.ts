import { matMul, reshape, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { LinearOperation } from './linear-operation';

/** The product with a matrix, along the last axis. Weight `[in, out]`. */
export const dense: LinearOperation = {
  forward: (input, weight) => multiply(input, weight, false),
  transposed: (output, weight) => multiply(output, weight, true),
};

function multiply(x: Tensor, matrix: Tensor, transposeMatrix: boolean): Tensor {
  const from = x.shape[x.rank - 1];
  const rows = matMul(reshape(x, [x.size / from, from]), matrix as Tensor2D, false, transposeMatrix);
  return reshape(rows, [...x.shape.slice(0, -1), rows.shape[1] as number]);
}
