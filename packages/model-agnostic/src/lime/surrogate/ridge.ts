import { CholeskyDecomposition, Matrix, pseudoInverse } from 'ml-matrix';
import type { WeightedMoments } from './weighted-moments';

/** A linear fit on some of the features. */
export interface RidgeFit {
  /** One number for each of the used features. */
  readonly coefficients: number[];
  /** The weighted coefficient of determination. */
  readonly score: number;
}

/**
 * The weighted ridge regression on some of the features: `(G + regularization I) b = c`; the intercept is not penalised.
 * Where features are combinations of one another, the shortest of the solutions.
 */
export function ridge(
  { gram, right, square }: WeightedMoments,
  used: readonly number[],
  regularization: number,
): RidgeFit {
  if (used.length === 0) return { coefficients: [], score: 0 };
  const own = gram.selection([...used], [...used]);
  const target = Matrix.columnVector(used.map((index) => right[index]));
  const coefficients = solveSymmetric(Matrix.add(own, Matrix.eye(used.length).mul(regularization)), target);
  const fitted = own.mmul(Matrix.columnVector(coefficients)).to1DArray();
  const error = coefficients.reduce((sum, value, i) => sum + value * (fitted[i] - 2 * target.get(i, 0)), square);
  return { coefficients, score: square > 0 ? 1 - error / square : 1 };
}

function solveSymmetric(matrix: Matrix, right: Matrix): number[] {
  const factored = new CholeskyDecomposition(matrix);
  const diagonal = factored.lowerTriangularMatrix.diagonal();
  const isSafe = factored.isPositiveDefinite() && Math.min(...diagonal) > 1e-7 * Math.max(...diagonal);
  return (isSafe ? factored.solve(right) : pseudoInverse(matrix).mmul(right)).to1DArray();
}
