import { Matrix } from 'ml-matrix';

/** The symmetric matrix with this lower half, given row by row. */
export function symmetric(lower: Float64Array, size: number): Matrix {
  const matrix = new Matrix(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      matrix.set(i, j, lower[i * size + j]);
      matrix.set(j, i, lower[i * size + j]);
    }
  }
  return matrix;
}
