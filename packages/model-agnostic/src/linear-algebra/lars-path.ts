import type { Turn } from '../evaluation/turn';
import { CholeskyFactor } from './cholesky-factor';
import type { SquareMatrix } from './square-matrix';

/** A knot of the path: between two of them the coefficients are straight lines. */
export interface PathKnot {
  /** The largest absolute correlation with the residual. */
  readonly correlation: number;
  readonly coefficients: Float64Array;
}

/** Options of {@link larsPath}. */
export interface LarsOptions {
  /** `'lar'` only adds variables; `'lasso'` drops those whose coefficient would change its sign. */
  readonly method: 'lar' | 'lasso';
  /** Stops when so many variables are in; all by default. */
  readonly maxActive?: number;
  /** Stops where the correlations are no larger than this, in the unit of `X'y`; 0 by default. */
  readonly until?: number;
}

const negligible = 1e-10; // of the first correlation, or of a variable's own square

/**
 * Least-angle regression on normal equations, from no variable to all. What counts as 0 is a share of what is given: y in another
 * unit has the same path, in that unit.
 *
 * @param gram `X'X`
 * @param right `X'y`
 * @see B. Efron, T. Hastie, I. Johnstone, R. Tibshirani: Least Angle Regression (2004)
 */
export async function larsPath(
  gram: SquareMatrix,
  right: ArrayLike<number>,
  { method, maxActive = right.length, until = 0 }: LarsOptions,
  turn: Turn,
): Promise<PathKnot[]> {
  const size = right.length;
  const coefficients = new Float64Array(size);
  const usable = new Set(Array.from({ length: size }, (_, index) => index));
  const active = new ActiveSet(gram);
  const path: PathKnot[] = [];
  let first = 0;
  let dropped = false;
  for (let step = 0; step <= 8 * size; step++) {
    await turn();
    const explained = gram.times(coefficients);
    const residual = Float64Array.from(right, (value, i) => value - explained[i]);
    const waiting = [...usable].filter((index) => !active.has(index));
    let correlation = largestOf(active.indices.length > 0 ? active.indices : waiting, residual);
    if (step === 0) first = correlation;
    path.push({ correlation, coefficients: coefficients.slice() });
    if (correlation <= Math.max(negligible * first, until) || active.indices.length >= maxActive) break;
    if (!dropped) {
      const next = strongest(waiting, residual);
      if (next === undefined) break;
      if (!active.add(next)) {
        usable.delete(next);
        path.pop();
        continue;
      }
      correlation = Math.max(correlation, Math.abs(residual[next]));
    }
    const direction = active.direction(residual);
    const change = active.changeOf(direction);
    let length = correlation;
    for (const index of usable) {
      if (active.has(index)) continue;
      for (const sign of [1, -1]) {
        const reach = (correlation - sign * residual[index]) / (1 - sign * change[index]);
        if (reach > negligible * first && reach < length) length = reach;
      }
    }
    dropped = false;
    let leaving = -1;
    if (method === 'lasso') {
      for (const [at, index] of active.indices.entries()) {
        const reach = -coefficients[index] / direction[at];
        if (reach > 0 && reach < length) [length, leaving, dropped] = [reach, at, true];
      }
    }
    for (const [at, index] of active.indices.entries()) coefficients[index] += length * direction[at];
    if (dropped) coefficients[await active.remove(leaving, turn)] = 0;
  }
  return path;
}

/** The variables that are in, and the factor of their part of the matrix. */
class ActiveSet {
  readonly indices: number[] = [];
  private readonly members = new Set<number>();
  private factor = new CholeskyFactor();

  constructor(private readonly gram: SquareMatrix) {}

  has(index: number): boolean {
    return this.members.has(index);
  }

  /** False, and nothing is added, for a variable that is constant or a combination of those that are in. */
  add(index: number): boolean {
    if (!this.append([...this.indices, index])) return false;
    this.indices.push(index);
    this.members.add(index);
    return true;
  }

  /** Takes out the variable at a place. @returns its index */
  async remove(place: number, turn: Turn): Promise<number> {
    const [index] = this.indices.splice(place, 1);
    this.members.delete(index);
    this.factor = new CholeskyFactor();
    for (let end = 1; end <= this.indices.length; end++) {
      await turn();
      this.append(this.indices.slice(0, end));
    }
    return index;
  }

  /** The step that lowers the correlations of all that are in alike: `G_AA d = sign(residual_A)`. */
  direction(residual: Float64Array): Float64Array {
    return this.factor.solve(this.indices.map((index) => Math.sign(residual[index])));
  }

  /** How much a step changes what is explained of each variable's correlation: `G_:A d`. */
  changeOf(direction: Float64Array): Float64Array {
    const step = new Float64Array(this.gram.size);
    for (const [at, index] of this.indices.entries()) step[index] = direction[at];
    return this.gram.times(step);
  }

  /** Appends the last of these variables to the factor of those before. */
  private append(indices: readonly number[]): boolean {
    const last = indices[indices.length - 1];
    const row = this.gram.row(last);
    return this.factor.append(
      indices.map((index) => row[index]),
      negligible,
    );
  }
}

function largestOf(indices: readonly number[], values: Float64Array): number {
  return indices.reduce((most, index) => Math.max(most, Math.abs(values[index])), 0);
}

function strongest(indices: readonly number[], values: Float64Array): number | undefined {
  let best: number | undefined;
  for (const index of indices) if (best === undefined || Math.abs(values[index]) > Math.abs(values[best])) best = index;
  return best;
}
