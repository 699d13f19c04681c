import type { Turn } from '../evaluation/turn';
import { CholeskyFactor } from './cholesky-factor';
import { conjugateGradients } from './conjugate-gradients';
import type { SquareMatrix } from './square-matrix';

/** Factors a symmetric matrix row by row; undefined when it is singular (or not positive definite). */
export async function choleskyOf(matrix: SquareMatrix, turn: Turn): Promise<CholeskyFactor | undefined> {
  const factor = new CholeskyFactor();
  for (let i = 0; i < matrix.size; i++) {
    await turn();
    if (!factor.append(matrix.row(i))) return undefined;
  }
  return factor;
}

/** Solves `A x = b` for a symmetric matrix without negative eigenvalues; of many solutions, the shortest. */
export async function solveSymmetric(
  matrix: SquareMatrix,
  right: ArrayLike<number>,
  turn: Turn,
): Promise<Float64Array> {
  const factor = await choleskyOf(matrix, turn);
  return factor ? factor.solve(right) : conjugateGradients((vector) => matrix.times(vector), right, turn);
}
