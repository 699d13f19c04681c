import type { Turn } from '../evaluation/turn';
import type { CholeskyFactor } from '../linear-algebra/cholesky-factor';
import { addScaled, dot, zeros } from '../linear-algebra/vectors';

const fewestDraws = 8; // fewer say too little about how much they vary

/** A coalition that was drawn with its complement; both have the same row in the regression. */
export interface DrawnPair {
  readonly row: Uint8Array;
  /** How often it was drawn. */
  readonly count: number;
  /** The sum of the residuals of the two. */
  readonly residual: number;
}

/**
 * How much the unknowns of a regression, and what they leave of their total, vary because pairs were drawn: by the delta method, each residual taken as
 * if the regression had not seen its pair (HC3).
 *
 * @param factor of the matrix of the regression
 * @param weight of each of the two coalitions of a draw
 * @returns a variance for each unknown and one for what they leave; undefined when the draws are too few to tell
 * @see J. S. Long, L. H. Ervin: Using Heteroscedasticity Consistent Standard Errors in the Linear Regression Model (2000)
 */
export async function varianceOfDraws(
  pairs: Iterable<DrawnPair>,
  factor: CholeskyFactor,
  weight: number,
  turn: Turn,
): Promise<number[] | undefined> {
  const unknowns = factor.size;
  const sums = zeros(unknowns + 1);
  const squares = zeros(unknowns + 1);
  let draws = 0;
  for (const { row, count, residual } of pairs) {
    await turn();
    const pull = Array.from(factor.solve(row)); // how far a residual of this row pulls the unknowns
    const unseen = 1 - 2 * weight * count * dot(row, pull);
    if (!(unseen > 1e-9)) return undefined; // no other pair tells what this one does
    const score = (weight * residual) / unseen;
    const pulls = [...pull, -pull.reduce((sum, value) => sum + value, 0)];
    addScaled(sums, Float64Array.from(pulls), count * score);
    for (const [i, value] of pulls.entries()) squares[i] += count * (score * value) ** 2;
    draws += count;
  }
  if (draws < fewestDraws) return undefined;
  return sums.map((sum, i) => (Math.max(0, squares[i] - sum ** 2 / draws) * draws) / (draws - 1));
}
