import { CholeskyDecomposition, Matrix, pseudoInverse } from 'ml-matrix';
import { OuterProducts } from '../linear-algebra/outer-products';
import type { Coalitions } from './coalitions';

/**
 * The regression whose solution are the Shapley values: `sum_S w(S) (v(S) - v(0) - sum_{i in S} phi_i)^2` is least, under
 * the constraint `sum_i phi_i = v(all) - v(0)`, which is solved exactly: the last feature is what the others leave.
 * The matrix is factored once, for any number of outputs.
 */
export class ShapleyRegression {
  private readonly signs: Int8Array; // 1 for coalitions without the last feature, -1 for those with it
  private readonly rows: Uint8Array; // [coalitions, selected - 1], 1 for features that are there without the last one, or the other way round
  private readonly inverse: (right: Matrix) => Matrix;
  private readonly unknowns: number;

  /** @param selected the features that may have a value other than 0, at least one */
  constructor(
    private readonly coalitions: Coalitions,
    private readonly selected: readonly number[],
    private readonly weights: Float64Array = coalitions.weights(),
  ) {
    this.unknowns = selected.length - 1;
    this.rows = new Uint8Array(coalitions.size * this.unknowns);
    this.signs = new Int8Array(coalitions.size);
    for (let index = 0; index < coalitions.size; index++) this.fillRow(index);
    this.inverse = inverseOf(this.gram());
  }

  private fillRow(index: number): void {
    const { coalitions, selected, unknowns } = this;
    const mask = coalitions.at(index);
    const last = mask[selected[unknowns]];
    this.signs[index] = 1 - 2 * last;
    for (let i = 0; i < unknowns; i++) this.rows[index * unknowns + i] = mask[selected[i]] ^ last;
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
      const target = weights[index] * this.target(values, total, index);
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
    const inverse = this.inverse(Matrix.eye(unknowns));
    const half = covariance.mmul(inverse);
    const [left, right] = [inverse.sum('column'), half.sum('row')];
    let all = 0; // the variance of the sum, which is that of the last value
    for (let i = 0; i < unknowns; i++) {
      let own = 0;
      for (let j = 0; j < unknowns; j++) own += inverse.get(i, j) * half.get(j, i);
      errors[selected[i]] = Math.sqrt(Math.max(0, own));
      all += left[i] * right[i];
    }
    errors[selected[unknowns]] = Math.sqrt(Math.max(0, all));
    return errors;
  }

  /**
   * The covariance of the sum of the scores `w x r` of the drawn pairs, x the row and r the residual. The rows of a pair
   * are the same, so its score is the row times the sum of the residuals.
   */
  private scoreCovariance(values: Float64Array, total: number, solution: Float64Array) {
    const { coalitions, unknowns, selected, rows } = this;
    const weight = coalitions.weightOfDraw;
    const products = new OuterProducts(unknowns);
    const mean = new Float64Array(unknowns); // times the draws
    const found = selected.slice(0, unknowns).map((feature) => solution[feature]);
    let draws = 0;
    for (let index = coalitions.enumerated; index < coalitions.size; index += 2) {
      const base = index * unknowns;
      let residuals = this.target(values, total, index) + this.target(values, total, index + 1);
      for (let i = 0; i < unknowns; i++) residuals -= 2 * rows[base + i] * found[i];
      const count = coalitions.drawn(index);
      draws += count;
      for (let i = 0; i < unknowns; i++) mean[i] += count * weight * residuals * rows[base + i];
      products.add(this.row(index), count * (weight * residuals) ** 2);
    }
    const covariance = products.matrix();
    for (let i = 0; i < unknowns; i++) {
      for (let j = 0; j < unknowns; j++) covariance.set(i, j, covariance.get(i, j) - (mean[i] * mean[j]) / draws);
    }
    return { draws, covariance: covariance.mul(draws / (draws - 1)) };
  }

  /** `sum_S w x x'`; the rows of a drawn pair are the same. */
  private gram(): Matrix {
    const { coalitions, weights } = this;
    const products = new OuterProducts(this.unknowns);
    for (let index = 0; index < coalitions.enumerated; index++) products.add(this.row(index), weights[index]);
    for (let index = coalitions.enumerated; index < coalitions.size; index += 2) {
      products.add(this.row(index), weights[index] + weights[index + 1]);
    }
    return products.matrix();
  }

  private row(index: number): Uint8Array {
    return this.rows.subarray(index * this.unknowns, (index + 1) * this.unknowns);
  }

  /** What the features of a row add up to, if the values are right. */
  private target(values: Float64Array, total: number, index: number): number {
    const sign = this.signs[index];
    return sign * values[index] + (sign < 0 ? total : 0);
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
