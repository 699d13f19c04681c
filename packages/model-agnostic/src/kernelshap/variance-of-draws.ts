import type { Turn } from '../evaluation/turn';
import type { BinaryRows } from '../linear-algebra/binary-rows';
import type { CholeskyFactor } from '../linear-algebra/cholesky-factor';
import { SquareMatrix } from '../linear-algebra/square-matrix';
import { dot } from '../linear-algebra/vectors';

const fewestDraws = 8; // fewer say too little about how much they vary

/** Coalitions that were drawn, each with its complement; both have the same row in the regression. */
export interface DrawnPairs {
  /** The rows of the regression. */
  readonly rows: BinaryRows;
  /** How often the pair of each row was drawn; 0 where it was not drawn, but enumerated. */
  readonly counts: ArrayLike<number>;
  /** The sum of the residuals of the two, for each row. */
  readonly residuals: ArrayLike<number>;
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
  { rows, counts, residuals }: DrawnPairs,
  factor: CholeskyFactor,
  weight: number,
  turn: Turn,
): Promise<number[] | undefined> {
  const inverse = await inverseOf(factor, turn);
  const leverages = await rows.forms(inverse, turn);
  const linear = new Float64Array(rows.count); // of the rows in the sum of the draws
  const quadratic = new Float64Array(rows.count);
  let draws = 0;
  for (let row = 0; row < rows.count; row++) {
    const count = counts[row];
    if (count === 0) continue;
    const unseen = 1 - 2 * weight * count * leverages[row];
    if (!(unseen > 1e-9)) return undefined; // no other pair tells what this one does
    const score = (weight * residuals[row]) / unseen;
    linear[row] = count * score;
    quadratic[row] = count * score * score;
    draws += count;
  }
  if (draws < fewestDraws) return undefined;
  const sum = rows.weightedSum(linear);
  const squares = await rows.outerProducts(quadratic, turn);
  const variances: number[] = [];
  for (const pull of pullsOf(inverse)) {
    await turn();
    const square = dot(squares.times(pull), pull);
    variances.push((Math.max(0, square - dot(sum, pull) ** 2 / draws) * draws) / (draws - 1));
  }
  return variances;
}

async function inverseOf(factor: CholeskyFactor, turn: Turn): Promise<SquareMatrix> {
  const { size } = factor;
  const values = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    await turn();
    unit[row] = 1;
    values.set(factor.solve(unit), row * size);
    unit[row] = 0;
  }
  return new SquareMatrix(values, size);
}

/** How far a residual of one of the features pulls each unknown, and what they leave. */
function pullsOf(inverse: SquareMatrix): Float64Array[] {
  const rows = Array.from({ length: inverse.size }, (_, row) => inverse.row(row));
  const left = new Float64Array(inverse.size);
  for (const row of rows) for (let i = 0; i < left.length; i++) left[i] -= row[i];
  return [...rows, left];
}
