import type { Turn } from '../evaluation/turn';
import { SquareMatrix } from '../linear-algebra/square-matrix';
import type { Coalitions } from './coalitions';

/** Sums over the rows of a regression. */
export interface Moments {
  readonly rows: number;
  /** `X'X` */
  readonly gram: SquareMatrix;
  /** `X'y` */
  readonly right: Float64Array;
  /** `y'y` */
  readonly square: number;
  readonly columnSums: Float64Array;
  readonly sum: number;
}

/**
 * The regression on which features are selected: each coalition once as it is, with weight `w (M - s)`, and once seen from
 * the full one, `x - 1` against `v - total`, with weight `w s`. Both are multiplied by the root of the weight.
 */
export async function augmentedMoments(
  coalitions: Coalitions,
  weights: Float64Array,
  values: Float64Array,
  total: number,
  turn: Turn,
): Promise<Moments> {
  const { features } = coalitions;
  const sums = new Float64Array(features * features);
  const right = new Float64Array(features);
  const columnSums = new Float64Array(features);
  let square = 0;
  let sum = 0;
  for (let index = 0; index < coalitions.size; index++) {
    await turn();
    const mask = coalitions.at(index);
    const size = mask.reduce((count, inside) => count + inside, 0);
    for (const [offset, weight, target] of [
      [0, weights[index] * (features - size), values[index]],
      [1, weights[index] * size, values[index] - total],
    ]) {
      const root = Math.sqrt(weight);
      square += weight * target * target;
      sum += root * target;
      for (let i = 0; i < features; i++) {
        const x = mask[i] - offset;
        if (x === 0) continue;
        right[i] += weight * x * target;
        columnSums[i] += root * x;
        for (let j = 0; j < features; j++) sums[i * features + j] += weight * x * (mask[j] - offset);
      }
    }
  }
  const gram = new SquareMatrix(sums, features);
  return { rows: 2 * coalitions.size, gram, right, square, columnSums, sum };
}

/** The moments about the means of the columns. */
export function centred({ columnSums, sum, rows, ...moments }: Moments): Moments {
  const gram = moments.gram.map((value, i, j) => value - (columnSums[i] * columnSums[j]) / rows);
  const right = moments.right.map((value, i) => value - (columnSums[i] * sum) / rows);
  return { rows, columnSums, sum, gram, right, square: moments.square - (sum * sum) / rows };
}
