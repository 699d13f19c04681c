import { OuterProducts } from '../linear-algebra/outer-products';
import { product, type SymmetricSystem, symmetricSystem } from '../linear-algebra/symmetric-system';
import { addScaled, dot, zeros } from '../linear-algebra/vectors';
import type { Coalitions } from './coalitions';

/**
 * The regression whose solution are the Shapley values: `sum_S w(S) (v(S) - v(0) - sum_{i in S} phi_i)^2` is least, under
 * the constraint `sum_i phi_i = v(all) - v(0)`, which is solved exactly: the last feature is what the others leave.
 * The matrix is factored once, for any number of outputs.
 */
export class ShapleyRegression {
  private readonly signs: Int8Array; // 1 for coalitions without the last feature, -1 for those with it
  private readonly rows: Uint8Array; // [coalitions, selected - 1], 1 for features that are there without the last one, or the other way round
  private readonly system: SymmetricSystem;
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
    this.system = symmetricSystem(this.gram(), this.unknowns);
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
    const { unknowns, weights, selected } = this;
    const right = zeros(unknowns);
    for (let index = 0; index < values.length; index++) {
      addScaled(right, this.row(index), weights[index] * this.target(values, total, index));
    }
    const result = new Float64Array(this.coalitions.features);
    let rest = total;
    for (const [i, value] of this.system.solve(right).entries()) {
      result[selected[i]] = value;
      rest -= value;
    }
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
    const inverse = this.system.inverse();
    const spread = product(product(inverse, covariance, unknowns, unknowns), inverse, unknowns, unknowns);
    for (let i = 0; i < unknowns; i++) errors[selected[i]] = Math.sqrt(Math.max(0, spread[i * unknowns + i]));
    const all = spread.reduce((sum, value) => sum + value, 0); // the last value is what the others leave
    errors[selected[unknowns]] = Math.sqrt(Math.max(0, all));
    return errors;
  }

  /**
   * The covariance of the sum of the scores `w x r` of the drawn pairs, x the row and r the residual. The rows of a pair
   * are the same, so its score is the row times the sum of the residuals.
   */
  private scoreCovariance(values: Float64Array, total: number, solution: Float64Array) {
    const { coalitions, unknowns, selected } = this;
    const weight = coalitions.weightOfDraw;
    const products = new OuterProducts(unknowns);
    const mean = zeros(unknowns); // times the draws
    const found = selected.slice(0, unknowns).map((feature) => solution[feature]);
    let draws = 0;
    for (let index = coalitions.enumerated; index < coalitions.size; index += 2) {
      const row = this.row(index);
      const targets = this.target(values, total, index) + this.target(values, total, index + 1);
      const score = weight * (targets - 2 * dot(row, found));
      const count = coalitions.drawn(index);
      draws += count;
      addScaled(mean, row, count * score);
      products.add(row, count * score ** 2);
    }
    const lower = products.lower();
    const covariance = new Float64Array(unknowns * unknowns);
    for (let i = 0; i < unknowns; i++) {
      for (let j = 0; j <= i; j++) {
        const value = ((lower[i * unknowns + j] - (mean[i] * mean[j]) / draws) * draws) / (draws - 1);
        covariance[i * unknowns + j] = value;
        covariance[j * unknowns + i] = value;
      }
    }
    return { draws, covariance };
  }

  /** `sum_S w x x'`, of which only the lower triangle is filled; the rows of a drawn pair are the same. */
  private gram(): Float64Array {
    const { coalitions, weights } = this;
    const products = new OuterProducts(this.unknowns);
    for (let index = 0; index < coalitions.enumerated; index++) products.add(this.row(index), weights[index]);
    for (let index = coalitions.enumerated; index < coalitions.size; index += 2) {
      products.add(this.row(index), weights[index] + weights[index + 1]);
    }
    return products.lower();
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
