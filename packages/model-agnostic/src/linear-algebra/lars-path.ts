import { Matrix, solve } from 'ml-matrix';

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
  /** Stops where the correlations are no larger than this; 0 by default. */
  readonly until?: number;
}

const negligible = 1e-10; // of the first correlation, or of a variable's own square

/**
 * Least-angle regression on normal equations, from no variable to all.
 *
 * @param gram `X'X`
 * @param right `X'y`
 * @see B. Efron, T. Hastie, I. Johnstone, R. Tibshirani: Least Angle Regression (2004)
 */
export function larsPath(gram: Matrix, right: ArrayLike<number>, options: LarsOptions): PathKnot[] {
  const size = right.length;
  const maxActive = options.maxActive ?? size;
  const coefficients = new Float64Array(size);
  const usable = new Set(Array.from({ length: size }, (_, index) => index));
  const active: number[] = [];
  const path: PathKnot[] = [];
  let first = 0;
  let dropped = false;
  for (let step = 0; step <= 8 * size; step++) {
    const residual = Float64Array.from(right, (value, i) => value - product(gram, i, coefficients));
    const waiting = [...usable].filter((index) => !active.includes(index));
    const candidates = active.length > 0 ? active : waiting;
    let correlation = Math.max(0, ...candidates.map((index) => Math.abs(residual[index])));
    if (step === 0) first = correlation;
    path.push({ correlation, coefficients: coefficients.slice() });
    if (correlation <= Math.max(negligible * first, options.until ?? 0) || active.length >= maxActive) break;
    if (!dropped) {
      const next = largest(waiting, residual);
      if (next === undefined) break;
      if (dependsOn(gram, active, next)) {
        usable.delete(next);
        path.pop();
        continue;
      }
      active.push(next);
      correlation = Math.max(correlation, Math.abs(residual[next]));
    }
    const direction = directionOf(gram, active, residual);
    const change = Float64Array.from(right, (_, i) =>
      active.reduce((sum, k, at) => sum + gram.get(i, k) * direction[at], 0),
    );
    let length = correlation;
    for (const index of usable) {
      if (active.includes(index)) continue;
      for (const sign of [1, -1]) {
        const until = (correlation - sign * residual[index]) / (1 - sign * change[index]);
        if (until > negligible * first && until < length) length = until;
      }
    }
    dropped = false;
    let leaving = -1;
    if (options.method === 'lasso') {
      active.forEach((index, at) => {
        const until = -coefficients[index] / direction[at];
        if (until > 0 && until < length) [length, leaving, dropped] = [until, at, true];
      });
    }
    for (const [at, index] of active.entries()) coefficients[index] += length * direction[at];
    if (dropped) for (const index of active.splice(leaving, 1)) coefficients[index] = 0;
  }
  return path;
}

/** The step that lowers the correlations of all active variables alike: `G_AA d = sign(residual_A)`. */
function directionOf(gram: Matrix, active: readonly number[], residual: Float64Array): number[] {
  const signs = Matrix.columnVector(active.map((index) => Math.sign(residual[index])));
  return solve(gram.selection([...active], [...active]), signs).to1DArray();
}

/** Whether a variable is a combination of the active ones, or constant. */
function dependsOn(gram: Matrix, active: readonly number[], next: number): boolean {
  const own = gram.get(next, next);
  if (!(own > 0)) return true;
  if (active.length === 0) return false;
  const shared = gram.selection([...active], [next]);
  const explained = shared
    .transpose()
    .mmul(solve(gram.selection([...active], [...active]), shared))
    .get(0, 0);
  return own - explained <= negligible * own;
}

function largest(indices: readonly number[], values: Float64Array): number | undefined {
  let best: number | undefined;
  for (const index of indices) if (best === undefined || Math.abs(values[index]) > Math.abs(values[best])) best = index;
  return best;
}

function product(gram: Matrix, row: number, vector: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += gram.get(row, i) * vector[i];
  return sum;
}
