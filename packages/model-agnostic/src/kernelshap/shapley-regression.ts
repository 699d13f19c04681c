import type { Turn } from '../evaluation/turn';
import type { CholeskyFactor } from '../linear-algebra/cholesky-factor';
import { conjugateGradients } from '../linear-algebra/conjugate-gradients';
import { OuterProducts } from '../linear-algebra/outer-products';
import { choleskyOf } from '../linear-algebra/symmetric-system';
import { addScaled, dot, zeros } from '../linear-algebra/vectors';
import type { Coalitions } from './coalitions';
import { type DrawnPair, varianceOfDraws } from './variance-of-draws';

const rowsBetweenTurns = 64;

/**
 * The regression whose solution are the Shapley values: `sum_S w(S) (v(S) - v(0) - sum_{i in S} phi_i)^2` is least, under
 * the constraint `sum_i phi_i = v(all) - v(0)`, which is solved exactly: the last feature is what the others leave.
 * The matrix is factored once, for any number of outputs. Where there are fewer coalitions than it takes to tell the features apart, the solution is
 * the shortest, and found from the coalitions alone.
 */
export class ShapleyRegression {
  private readonly signs: Int8Array; // 1 for coalitions without the last feature, -1 for those with it
  private readonly rows: Uint8Array; // [coalitions, selected - 1], 1 for features that are there without the last one, or the other way round
  private readonly unknowns: number;
  private factor?: CholeskyFactor;

  private constructor(
    private readonly coalitions: Coalitions,
    private readonly selected: readonly number[],
    private readonly weights: Float64Array,
    private readonly turn: Turn,
  ) {
    this.unknowns = selected.length - 1;
    this.rows = new Uint8Array(coalitions.size * this.unknowns);
    this.signs = new Int8Array(coalitions.size);
  }

  /** @param selected the features that may have a value other than 0, at least one */
  static async of(
    coalitions: Coalitions,
    selected: readonly number[],
    weights: Float64Array,
    turn: Turn,
  ): Promise<ShapleyRegression> {
    const regression = new ShapleyRegression(coalitions, selected, weights, turn);
    await regression.forEachCoalition((index) => regression.fillRow(index));
    if (regression.equations >= regression.unknowns) regression.factor = await regression.factored();
    return regression;
  }

  /** How many rows differ at most: a drawn coalition and its complement have the same. */
  private get equations(): number {
    const { enumerated, size } = this.coalitions;
    return enumerated + (size - enumerated) / 2;
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
  async solve(values: Float64Array, total: number): Promise<Float64Array> {
    const { unknowns, weights, selected, factor } = this;
    const right = zeros(unknowns);
    await this.forEachCoalition((index) => {
      addScaled(right, this.row(index), weights[index] * this.target(values, total, index));
    });
    const solution = factor ? factor.solve(right) : await conjugateGradients(this.gramTimes, right, this.turn);
    const result = new Float64Array(this.coalitions.features);
    let rest = total;
    for (const [i, value] of solution.entries()) {
      result[selected[i]] = value;
      rest -= value;
    }
    result[selected[unknowns]] = rest;
    return result;
  }

  /**
   * How far the values may be off because coalitions were drawn, see {@link varianceOfDraws}. 0 when every coalition of every size is there; infinite
   * where too few are there to tell.
   */
  async standardErrors(values: Float64Array, total: number, solution: Float64Array): Promise<Float64Array> {
    const { coalitions, unknowns, selected, factor, turn } = this;
    const errors = new Float64Array(coalitions.features);
    if (coalitions.drawnWeight === 0) return errors;
    const found = selected.slice(0, unknowns).map((feature) => solution[feature]);
    const pairs = this.drawnPairs(values, total, found);
    const variances = factor && (await varianceOfDraws(pairs, factor, coalitions.weightOfDraw, turn));
    for (const [i, feature] of selected.entries())
      errors[feature] = variances ? Math.sqrt(variances[i]) : Number.POSITIVE_INFINITY;
    return errors;
  }

  private *drawnPairs(values: Float64Array, total: number, found: readonly number[]): Generator<DrawnPair> {
    const { coalitions } = this;
    for (let index = coalitions.enumerated; index < coalitions.size; index += 2) {
      const row = this.row(index);
      const targets = this.target(values, total, index) + this.target(values, total, index + 1);
      yield { row, count: coalitions.drawn(index), residual: targets - 2 * dot(row, found) };
    }
  }

  /** Factors `sum_S w x x'`; undefined where it is singular. */
  private async factored(): Promise<CholeskyFactor | undefined> {
    const products = new OuterProducts(this.unknowns);
    await products.addAll(this.weightedRows(), this.turn);
    return choleskyOf(await products.matrix(this.turn), this.turn);
  }

  /** The rows of a drawn pair are the same. */
  private *weightedRows(): Generator<[Uint8Array, number]> {
    const { coalitions, weights } = this;
    for (let index = 0; index < coalitions.enumerated; index++) yield [this.row(index), weights[index]];
    for (let index = coalitions.enumerated; index < coalitions.size; index += 2) {
      yield [this.row(index), weights[index] + weights[index + 1]];
    }
  }

  /** `sum_S w x x'` times a vector. */
  private readonly gramTimes = (vector: Float64Array): Float64Array => {
    const sums = zeros(this.unknowns);
    const factors = Array.from(vector);
    for (const [row, weight] of this.weightedRows()) addScaled(sums, row, weight * dot(row, factors));
    return Float64Array.from(sums);
  };

  private async forEachCoalition(work: (index: number) => void): Promise<void> {
    for (let index = 0; index < this.coalitions.size; index++) {
      if (index % rowsBetweenTurns === 0) await this.turn();
      work(index);
    }
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
