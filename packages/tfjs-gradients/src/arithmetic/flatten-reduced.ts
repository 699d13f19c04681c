import { backend_util, reshape, type Tensor, transpose, util } from '@tensorflow/tfjs-core';

/** Brings the reduced axes of a tensor together as the last axis of a matrix: [kept, reduced]. */
export function flattenReduced(x: Tensor, axes: number[]): Tensor {
  const reducedLength = util.sizeFromShape(axes.map((axis) => x.shape[axis]));
  const permutation = backend_util.getAxesPermutation(axes, x.rank);
  return reshape(permutation ? transpose(x, permutation) : x, [-1, reducedLength]);
}

/** The way back: the matrix [kept, reduced] as a tensor of the shape it came from. */
export function unflattenReduced(matrix: Tensor, shape: number[], axes: number[]): Tensor {
  const permutation = backend_util.getAxesPermutation(axes, shape.length);
  if (permutation === null) {
    return reshape(matrix, shape);
  }
  const permuted = reshape(
    matrix,
    permutation.map((axis) => shape[axis]),
  );
  return transpose(permuted, backend_util.getUndoAxesPermutation(permutation));
}
