import { CholeskyDecomposition, Matrix, pseudoInverse } from 'ml-matrix';
import { OuterProducts } from '../linear-algebra/outer-products';
import { symmetric } from '../linear-algebra/symmetric';
import type { Coalitions } from './coalitions';

/**
 * The regression whose solution are the Shapley values: `sum_S w(S) (v(S) - v(0) - sum_{i in S} phi_i)^2` is least, under
 * the constraint `sum_i phi_i = v(all) - v(0)`, which is solved exactly: the last feature is what the others leave.
 * The matrix is factored once, for any number of outputs.
 */
export class ShapleyRegression {
  private readonly rows: Int8Array; // [coalitions, selected - 1], 1 and -1 where only the feature or only the last one is there
  private readonly last: Uint8Array;
  private readonly weights: Float64Array;
  private readonly inverse: (right: Matrix) => Matrix;
  private readonly unknowns: number;

  /** @param selected the features that may have a value other than 0, at least one */
  constructor(
    private readonly coalitions: Coalitions,
    private readonly selected: readonly number[],
    weights: Float64Array = coalitions.weights(),
  ) {
    this.weights = weights;
    this.unknowns = selected.length - 1;
    this.rows = new Int8Array(coalitions.size * this.unknowns);
    this.last = new Uint8Array(coalitions.size);
    for (let index = 0; index < coalitions.size; index++) {
      const mask = coalitions.at(index);
      this.last[index] = mask[selected[this.unknowns]];
      for (let i = 0; i < this.unknowns; i++)
        this.rows[index * this.unknowns + i] = mask[selected[i]] - this.last[index];
    }
    this.inverse = inverseOf(this.gram(this.weights));
  }

  /**
   * @param values v(S) - v(0) for each coalition
   * @param total v(all) - v(0)
   * @returns a value for each feature; their sum is the total
   */
  solve(values: Float64Array, total: number): Float64Array {
    const { unknowns, rows, weights, selected } = this;
    const right = new Float64Array(unknowns);
    for (let index = 0; index < values.length; index++) {
      const target = weights[index] * (values[index] - this.last[index] * total);
      const base = index * unknowns;
      for (let i = 0; i < unknowns; i++) right[i] += rows[base + i] * target;
    }
    const found = unknowns === 0 ? [] : this.inverse(Matrix.columnVector(right)).to1DArray();
    const result = new Float64Array(this.coalitions.features);
    let rest = total;
    found.forEach((value, i) => {
      result[selected[i]] = value;
      rest -= value;
    });
    result[selected[unknowns]] = rest;
    return result;
  }

  /**
   * How far the values may be off because coalitions were drawn: standard errors by the delta method, a draw being a
   * coalition with its complement. All 0 when everything was enumerated.
   */
  standardErrors(values: Float64Array, total: number, solution: Float64Array): Float64Array {
    const { coalitions, unknowns, selected } = this;
    const errors = new Float64Array(coalitions.features);
    if (coalitions.size === coalitions.enumerated) return errors;
    const { draws, covariance } = this.scoreCovariance(values, total, solution);
    if (draws < 2) return errors.fill(Number.POSITIVE_INFINITY);
    const half = this.inverse(covariance);
    const spread = this.inverse(half.transpose());
    let sum = 0;
    for (let i = 0; i < unknowns; i++) {
      errors[selected[i]] = Math.sqrt(Math.max(0, spread.get(i, i)));
      for (let j = 0; j < unknowns; j++) sum += spread.get(i, j);
    }
    errors[selected[unknowns]] = Math.sqrt(Math.max(0, sum));
    return errors;
  }

  /**
   * The covariance of the sum of the scores `w x r` of the drawn pairs, x the row and r the residual. The rows of a pair
   * are opposite, so its score is the row of one times the difference of the residuals.
   */
  private scoreCovariance(values: Float64Array, total: number, solution: Float64Array) {
    const { coalitions, unknowns, selected } = this;
    const weight = coalitions.weightOfDraw;
    const products = new OuterProducts(unknowns);
    const { sums } = products;
    const mean = new Float64Array(unknowns); // times the draws
    let draws = 0;
    for (let index = coalitions.enumerated; index < coalitions.size; index += 2) {
      const row = this.row(index);
      let difference = values[index] - values[index + 1] - (this.last[index] - this.last[index + 1]) * total;
      for (let i = 0; i < unknowns; i++) difference -= 2 * row[i] * solution[selected[i]];
      const count = coalitions.drawn(index);
      draws += count;
      for (let i = 0; i < unknowns; i++) mean[i] += count * weight * row[i] * difference;
      products.add(row, count * (weight * difference) ** 2);
    }
    for (let i = 0; i < unknowns; i++) {
      for (let j = 0; j <= i; j++) sums[i * unknowns + j] -= (mean[i] * mean[j]) / draws;
    }
    return { draws, covariance: symmetric(sums, unknowns).mul(draws / (draws - 1)) };
  }

  /** `sum_S w x x'`. */
  private gram(weights: Float64Array): Matrix {
    const products = new OuterProducts(this.unknowns);
    for (let index = 0; index < weights.length; index++) products.add(this.row(index), weights[index]);
    return symmetric(products.sums, this.unknowns);
  }

  private row(index: number): Int8Array {
    return this.rows.subarray(index * this.unknowns, (index + 1) * this.unknowns);
  }
}

/** Solves by a matrix that is factored once; one that is singular (too few coalitions) in the sense of least squares. */
function inverseOf(matrix: Matrix): (right: Matrix) => Matrix {
  if (matrix.rows === 0) return (right) => right;
  const factored = new CholeskyDecomposition(matrix);
  if (factored.isPositiveDefinite()) return (right) => factored.solve(right);
  const inverse = pseudoInverse(matrix);
  return (right) => inverse.mmul(right);
}
