import { Matrix } from 'ml-matrix';
import type { Coalitions } from './coalitions';

/** Sums over the rows of a regression. */
export interface Moments {
  readonly rows: number;
  /** `X'X` */
  readonly gram: Matrix;
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
export function augmentedMoments(
  coalitions: Coalitions,
  weights: Float64Array,
  values: Float64Array,
  total: number,
): Moments {
  const { features } = coalitions;
  const sums = new Float64Array(features * features);
  const right = new Float64Array(features);
  const columnSums = new Float64Array(features);
  let square = 0;
  let sum = 0;
  for (let index = 0; index < coalitions.size; index++) {
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
  return { rows: 2 * coalitions.size, gram: toMatrix(sums, features), right, square, columnSums, sum };
}

/** The moments about the means of the columns. */
export function centred(moments: Moments): Moments {
  const { rows, columnSums, sum } = moments;
  const gram = moments.gram.clone();
  for (let i = 0; i < gram.rows; i++) {
    for (let j = 0; j < gram.rows; j++) gram.set(i, j, gram.get(i, j) - (columnSums[i] * columnSums[j]) / rows);
  }
  const right = moments.right.map((value, i) => value - (columnSums[i] * sum) / rows);
  return { ...moments, gram, right, square: moments.square - (sum * sum) / rows };
}

function toMatrix(values: Float64Array, size: number): Matrix {
  const matrix = new Matrix(size, size);
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) matrix.set(i, j, values[i * size + j]);
  return matrix;
}
