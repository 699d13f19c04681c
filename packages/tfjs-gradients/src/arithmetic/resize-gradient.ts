import { eye, matMul, reshape, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';

/** One way of resizing images [batch, height, width, channels] to [height, width]. */
export type Resize = (images: Tensor4D, size: [number, number]) => Tensor4D;

/** The matrix [to, from] that resizes a column of pixels: what the resizing makes of each unit column. */
function matrixOf(resize: Resize, from: number, to: number): Tensor {
  return reshape(resize(reshape(eye(from), [1, from, 1, from]), [to, 1]), [to, from]);
}

/** Resizing is a matrix for the rows and one for the columns: the gradient goes back through their transposes. */
export function resizeGradient(dy: Tensor, shape: number[], resize: Resize): Tensor {
  const [batch, height, width, channels] = shape;
  const [, newHeight, newWidth] = dy.shape;
  const overRows = matMul(
    matrixOf(resize, height, newHeight),
    reshape(dy, [batch, newHeight, newWidth * channels]),
    true,
  ); // [batch, height, newWidth * channels]
  const columns = reshape(overRows, [batch * height, newWidth, channels]);
  return reshape(matMul(matrixOf(resize, width, newWidth), columns, true), shape);
}
