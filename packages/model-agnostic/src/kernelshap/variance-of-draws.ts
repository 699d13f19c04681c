import type { Turn } from '../evaluation/turn';
import type { CholeskyFactor } from '../linear-algebra/cholesky-factor';
import { addScaled, dot, zeros } from '../linear-algebra/vectors';

const fewestDraws = 8; // fewer say too little about how much they vary
const additionsBetweenTurns = 2 ** 17;

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
  const pullsOfEach = await unitPulls(factor, turn);
  const pulls = zeros(unknowns + 1);
  const sums = zeros(unknowns + 1);
  const squares = zeros(unknowns + 1);
  let [draws, additions] = [0, 0];
  for (const { row, count, residual } of pairs) {
    additions += unknowns * unknowns;
    if (additions > additionsBetweenTurns) {
      additions = 0;
      await turn();
    }
    pulls.fill(0); // how far a residual of this row pulls the unknowns
    for (let i = 0; i < unknowns; i++) if (row[i] === 1) addScaled(pulls, pullsOfEach[i], 1);
    const unseen = 1 - 2 * weight * count * dot(pulls, row);
    if (!(unseen > 1e-9)) return undefined; // no other pair tells what this one does
    const score = (weight * residual) / unseen;
    addScaled(sums, pulls, count * score);
    for (let i = 0; i <= unknowns; i++) squares[i] += count * (score * pulls[i]) ** 2;
    draws += count;
  }
  if (draws < fewestDraws) return undefined;
  return sums.map((sum, i) => (Math.max(0, squares[i] - sum ** 2 / draws) * draws) / (draws - 1));
}

/** How far a residual of a row pulls the unknowns, and what they leave, if but one of them is in the row: for each of them, as rows of 0 and 1 are sums of such. */
async function unitPulls(factor: CholeskyFactor, turn: Turn): Promise<number[][]> {
  const pulls: number[][] = [];
  const unit = new Float64Array(factor.size);
  for (let unknown = 0; unknown < factor.size; unknown++) {
    await turn();
    unit[unknown] = 1;
    const own = Array.from(factor.solve(unit));
    unit[unknown] = 0;
    pulls.push([...own, -own.reduce((sum, value) => sum + value, 0)]);
  }
  return pulls;
}
