import type { Turn } from '../evaluation/turn';

const precision = 1e-14; // of the right side

/**
 * Solves `A x = b` for a symmetric matrix without negative eigenvalues, of which only products with vectors are needed. From 0 on, every step
 * stays in what the matrix can reach: of many solutions, as a singular matrix has them, this is the shortest.
 *
 * @param times the product of the matrix and a vector
 * @param right b, in the range of the matrix
 * @see M. R. Hestenes, E. Stiefel: Methods of Conjugate Gradients for Solving Linear Systems (1952)
 */
export async function conjugateGradients(
  times: (vector: Float64Array) => Float64Array,
  right: ArrayLike<number>,
  turn: Turn,
): Promise<Float64Array> {
  const solution = new Float64Array(right.length);
  const residual = Float64Array.from(right);
  let direction = residual.slice();
  let square = squareOf(residual);
  const small = precision ** 2 * square;
  for (let step = 0; step < 4 * right.length + 8 && square > small; step++) {
    await turn();
    const product = times(direction);
    const curvature = direction.reduce((sum, value, i) => sum + value * product[i], 0);
    if (!(curvature > 0)) break; // what is left is rounding
    const length = square / curvature;
    for (let i = 0; i < solution.length; i++) {
      solution[i] += length * direction[i];
      residual[i] -= length * product[i];
    }
    const next = squareOf(residual);
    direction = residual.map((value, i) => value + (next / square) * direction[i]);
    square = next;
  }
  return solution;
}

function squareOf(vector: Float64Array): number {
  return vector.reduce((sum, value) => sum + value * value, 0);
}
