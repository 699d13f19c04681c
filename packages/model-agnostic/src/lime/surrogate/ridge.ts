import type { Turn } from '../../evaluation/turn';
import { solveSymmetric } from '../../linear-algebra/symmetric-system';
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
 * Where features are combinations of one another, the shortest of the solutions.
 */
export async function ridge(
  { gram, right, square }: WeightedMoments,
  used: readonly number[],
  regularization: number,
  turn: Turn,
): Promise<RidgeFit> {
  if (used.length === 0) return { coefficients: [], score: 0 };
  const own = gram.part(used);
  const target = used.map((index) => right[index]);
  const penalised = own.map((value, i, j) => (i === j ? value + regularization : value));
  const coefficients = Array.from(await solveSymmetric(penalised, target, turn));
  const fitted = own.times(coefficients);
  const error = coefficients.reduce((sum, value, i) => sum + value * (fitted[i] - 2 * target[i]), square);
  return { coefficients, score: square > 0 ? 1 - error / square : 0 };
}
