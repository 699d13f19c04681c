import type { Turn } from '../evaluation/turn';
import { BinaryRows } from '../linear-algebra/binary-rows';
import type { CholeskyFactor } from '../linear-algebra/cholesky-factor';
import { conjugateGradients } from '../linear-algebra/conjugate-gradients';
import { choleskyOf } from '../linear-algebra/symmetric-system';
import type { Coalitions } from './coalitions';
import { varianceOfDraws } from './variance-of-draws';

const coalitionsBetweenTurns = 64;

/**
 * The regression whose solution are the Shapley values: `sum_S w(S) (v(S) - v(0) - sum_{i in S} phi_i)^2` is least, under
 * the constraint `sum_i phi_i = v(all) - v(0)`, which is solved exactly: the last feature is what the others leave.
 * The matrix is factored once, for any number of outputs. Where there are fewer coalitions than it takes to tell the features apart, the solution is
 * the shortest, and found from the coalitions alone.
 */
export class ShapleyRegression {
  private readonly signs: Int8Array; // 1 for coalitions without the last feature, -1 for those with it
  private readonly rows: BinaryRows; // 1 for features that are there without the last one, or the other way round; a drawn coalition and its complement have the same
  private readonly rowWeights: Float64Array;
  private readonly unknowns: number;
  private factor?: CholeskyFactor;

  private constructor(
    private readonly coalitions: Coalitions,
    private readonly selected: readonly number[],
    private readonly weights: Float64Array,
    private readonly turn: Turn,
  ) {
    const { size, enumerated } = coalitions;
    this.unknowns = selected.length - 1;
    this.rows = new BinaryRows(this.unknowns, enumerated + (size - enumerated) / 2);
    this.signs = new Int8Array(size);
    this.rowWeights = this.inRows((index) => weights[index]);
  }

  /** @param selected the features that may have a value other than 0, at least one */
  static async of(
    coalitions: Coalitions,
    selected: readonly number[],
    weights: Float64Array,
    turn: Turn,
  ): Promise<ShapleyRegression> {
    const regression = new ShapleyRegression(coalitions, selected, weights, turn);
    await regression.readCoalitions();
    const { rows, unknowns } = regression;
    if (rows.count >= unknowns) {
      regression.factor = await choleskyOf(await rows.outerProducts(regression.rowWeights, turn), turn);
    }
    return regression;
  }

  private async readCoalitions(): Promise<void> {
    const { coalitions, selected, unknowns } = this;
    const { masks, features, size } = coalitions;
    const row = new Uint8Array(unknowns);
    for (let index = 0; index < size; index++) {
      if (index % coalitionsBetweenTurns === 0) await this.turn();
      const begin = index * features;
      const last = masks[begin + selected[unknowns]];
      this.signs[index] = 1 - 2 * last;
      for (let i = 0; i < unknowns; i++) row[i] = masks[begin + selected[i]] ^ last;
      this.rows.set(this.rowOf(index), row, 0);
    }
  }

  /**
   * @param values v(S) - v(0) for each coalition
   * @param total v(all) - v(0)
   * @returns a value for each feature; their sum is the total
   */
  async solve(values: Float64Array, total: number): Promise<Float64Array> {
    const { unknowns, weights, selected, factor, rows } = this;
    const right = rows.weightedSum(this.inRows((index) => weights[index] * this.target(values, total, index)));
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
    const { coalitions, unknowns, selected, factor, turn, rows } = this;
    const errors = new Float64Array(coalitions.features);
    if (coalitions.drawnWeight === 0) return errors;
    const { enumerated } = coalitions;
    const counts = Float64Array.from({ length: rows.count }, (_, row) =>
      row < enumerated ? 0 : coalitions.drawn(2 * row - enumerated),
    );
    const found = rows.times(selected.slice(0, unknowns).map((feature) => solution[feature]));
    const targets = this.inRows((index) => this.target(values, total, index));
    const residuals = targets.map((target, row) => target - 2 * found[row]); // of drawn ones: two coalitions
    const variances =
      factor && (await varianceOfDraws({ rows, counts, residuals }, factor, coalitions.weightOfDraw, turn));
    for (const [i, feature] of selected.entries())
      errors[feature] = variances ? Math.sqrt(variances[i]) : Number.POSITIVE_INFINITY;
    return errors;
  }

  /** `sum_S w x x'` times a vector. */
  private readonly gramTimes = (vector: Float64Array): Float64Array => {
    const { rows, rowWeights } = this;
    return Float64Array.from(rows.weightedSum(rows.times(vector).map((product, row) => rowWeights[row] * product)));
  };

  /** Where the row of a coalition is. */
  private rowOf(index: number): number {
    const { enumerated } = this.coalitions;
    return index < enumerated ? index : enumerated + ((index - enumerated) >> 1);
  }

  /** The sums of what belongs to the coalitions of each row. */
  private inRows(value: (index: number) => number): Float64Array {
    const sums = new Float64Array(this.rows.count);
    for (let index = 0; index < this.coalitions.size; index++) sums[this.rowOf(index)] += value(index);
    return sums;
  }

  /** What the features of a row add up to, if the values are right. */
  private target(values: Float64Array, total: number, index: number): number {
    const sign = this.signs[index];
    return sign * values[index] + (sign < 0 ? total : 0);
  }
}
