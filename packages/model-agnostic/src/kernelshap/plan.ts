import type { Turn } from '../evaluation/turn';
import { Coalitions } from './coalitions';

const coalitionsBetweenTurns = 256;

/** Coalition sizes s and M - s, which are enumerated or drawn together. */
interface SizeClass {
  readonly size: number;
  /** How many coalitions it has. */
  readonly count: number;
  /** Their share of the total kernel weight. */
  readonly weight: number;
}

/** What is enumerated, and what is left to be drawn. */
export interface Plan {
  readonly coalitions: Coalitions;
  /** The sizes s (standing for s and M - s) to be drawn, and their weights. */
  readonly drawn: readonly { readonly size: number; readonly weight: number }[];
}

/**
 * Plans which coalitions are evaluated. The Shapley kernel of a coalition of s of M features is
 * `(M - 1) / (binomial(M, s) s (M - s))`, scaled to sum 1. The sizes 1 and M - 1, then 2 and M - 2, ... are enumerated as long as
 * the budget would give them, drawn by their weights, as many draws as they have coalitions.
 *
 * @param features how many features, at least 2
 * @param budget how many coalitions may be evaluated
 */
export async function planCoalitions(features: number, budget: number, turn: Turn): Promise<Plan> {
  const classes = sizeClasses(features);
  const all = classes.reduce((total, { count }) => total + count, 0);
  let left = Math.min(budget, all);
  let weightLeft = 1;
  let full = 0;
  for (const { count, weight } of classes) {
    const fits = left >= all || (left * weight) / weightLeft >= count * (1 - 1e-8);
    if (left < count || !(fits || left === count)) break;
    left -= count;
    weightLeft -= weight;
    full++;
  }
  const drawn = classes.slice(full);
  const weight = drawn.reduce((total, one) => total + one.weight, 0);
  const coalitions = new Coalitions(features, Math.min(budget, all), weight);
  for (const { size, count, weight } of classes.slice(0, full)) {
    const isMiddle = 2 * size === features;
    for (const members of combinations(features, size)) {
      if (coalitions.size % coalitionsBetweenTurns < 2) await turn();
      coalitions.add(members, weight / count, isMiddle);
    }
  }
  coalitions.enumerated = coalitions.size;
  return { coalitions, drawn };
}

function sizeClasses(features: number): SizeClass[] {
  const classes: SizeClass[] = [];
  let binomial = 1;
  for (let size = 1; 2 * size <= features; size++) {
    binomial = (binomial * (features - size + 1)) / size;
    const sides = 2 * size === features ? 1 : 2;
    classes.push({ size, count: sides * binomial, weight: sides / (size * (features - size)) });
  }
  const total = classes.reduce((sum, { weight }) => sum + weight, 0);
  return classes.map((one) => ({ ...one, weight: one.weight / total }));
}

/** The subsets of a size, in lexicographic order; the same array, changed, each time. */
function* combinations(features: number, size: number): Generator<readonly number[]> {
  const members = Array.from({ length: size }, (_, index) => index);
  for (;;) {
    yield members;
    let at = size - 1;
    while (at >= 0 && members[at] === features - size + at) at--;
    if (at < 0) return;
    members[at]++;
    for (let next = at + 1; next < size; next++) members[next] = members[next - 1] + 1;
  }
}
