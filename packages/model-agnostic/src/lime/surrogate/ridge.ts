import type { Turn } from '../../evaluation/turn';
import { SquareMatrix } from '../../linear-algebra/square-matrix';
import { solveSymmetric } from '../../linear-algebra/symmetric-system';
import { addScaled, dot, zeros } from '../../linear-algebra/vectors';
import type { WeightedMoments } from './weighted-moments';

/** A linear fit on some of the features. */
export interface RidgeFit {
  /** One number for each of the used features. */
  readonly coefficients: number[];
  /** The weighted coefficient of determination; 0 where the targets do not vary, as there is nothing to say of them. */
  readonly score: number;
}

/**
 * The weighted ridge regression on some of the features: `(G + regularization I) b = c`; the intercept is not penalised.
 * Where features are combinations of one another, the shortest of the solutions. Solved in the number of rows, where that is far smaller.
 */
export async function ridge(
  moments: WeightedMoments,
  used: readonly number[],
  regularization: number,
  turn: Turn,
): Promise<RidgeFit> {
  if (used.length === 0) return { coefficients: [], score: 0 };
  const areFewRows = regularization > 0 && 2 * moments.rows < used.length; // without a penalty, equal rows may contradict one another
  const solve = areFewRows ? solveInRows : solveInFeatures;
  const { coefficients, error } = await solve(moments, used, regularization, turn);
  const { square } = moments;
  return { coefficients: Array.from(coefficients), score: square > 0 ? 1 - error / square : 0 };
}

async function solveInFeatures(
  moments: WeightedMoments,
  used: readonly number[],
  regularization: number,
  turn: Turn,
): Promise<{ coefficients: Float64Array; error: number }> {
  const own = (await moments.gram()).part(used);
  const target = used.map((index) => moments.right[index]);
  const coefficients = await solveSymmetric(own.plusDiagonal(regularization), target, turn);
  const fitted = own.times(coefficients);
  const error = coefficients.reduce((sum, value, i) => sum + value * (fitted[i] - 2 * target[i]), moments.square);
  return { coefficients, error };
}

/** By `b = X' (X X' + regularization I)^-1 y`. */
async function solveInRows(
  moments: WeightedMoments,
  used: readonly number[],
  regularization: number,
  turn: Turn,
): Promise<{ coefficients: Float64Array; error: number }> {
  const rows = Array.from({ length: moments.rows }, (_, row) => moments.centredRow(row, used));
  const products = new SquareMatrix(new Float64Array(rows.length ** 2), rows.length);
  for (const [i, { features }] of rows.entries()) {
    await turn();
    for (let j = 0; j <= i; j++) products.values[i * rows.length + j] = dot(features, rows[j].features);
  }
  const targets = rows.map(({ target }) => target);
  const matrix = SquareMatrix.symmetric(products.values, rows.length).plusDiagonal(regularization);
  const shares = await solveSymmetric(matrix, targets, turn);
  const coefficients = zeros(used.length);
  for (const [row, { features }] of rows.entries()) addScaled(coefficients, features, shares[row]);
  const errorOf = ({ features, target }: (typeof rows)[number]) => (target - dot(features, coefficients)) ** 2;
  const error = rows.reduce((sum, row) => sum + errorOf(row), 0);
  return { coefficients: Float64Array.from(coefficients), error };
}
