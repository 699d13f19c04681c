import { pseudoInverse } from 'ml-matrix';
import { symmetric } from './symmetric';

/** Equations `A x = b` whose matrix was factored; one that is singular is solved in the sense of least squares. Matrices are row-major. */
export interface SymmetricSystem {
  solve(right: ArrayLike<number>): Float64Array;
  inverse(): Float64Array;
}

/**
 * Factors a symmetric matrix, of which the lower triangle is given. On fifty unknowns several times as fast as `CholeskyDecomposition` of ml-matrix, whose
 * time would show beside that of a small model.
 */
export function symmetricSystem(lower: Float64Array, size: number): SymmetricSystem {
  const factor = choleskyFactor(lower, size);
  if (factor) {
    const solve = (right: ArrayLike<number>) => substitute(factor, size, right);
    return { solve, inverse: () => inverseBy(solve, size) };
  }
  const inverse = Float64Array.from(pseudoInverse(symmetric(lower, size)).to1DArray());
  return { solve: (right) => product(inverse, right, size, 1), inverse: () => inverse };
}

/** The product of `[size, size]` and `[size, columns]`. */
export function product(left: Float64Array, right: ArrayLike<number>, size: number, columns: number): Float64Array {
  const result = new Float64Array(size * columns);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const value = left[i * size + k];
      for (let j = 0; j < columns; j++) result[i * columns + j] += value * right[k * columns + j];
    }
  }
  return result;
}

/** L of `A = L L'`; undefined when the matrix is not positive definite. */
function choleskyFactor(lower: Float64Array, size: number): Float64Array | undefined {
  const factor = lower.slice();
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = factor[i * size + j];
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k];
      if (i > j) factor[i * size + j] = sum / factor[j * size + j];
      else if (sum > 0) factor[i * size + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return factor;
}

/** Solves `L L' x = b`. */
function substitute(factor: Float64Array, size: number, right: ArrayLike<number>): Float64Array {
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i] -= factor[i * size + k] * solution[k];
    solution[i] /= factor[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    solution[i] /= factor[i * size + i];
    for (let k = 0; k < i; k++) solution[k] -= factor[i * size + k] * solution[i];
  }
  return solution;
}

function inverseBy(solve: (right: ArrayLike<number>) => Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    unit[row] = 1;
    inverse.set(solve(unit), row * size);
    unit[row] = 0;
  }
  return inverse;
}
