import type { TreeLayout } from './tree-layout';
import { nodeNumbers, type Walk } from './walk';

const { arrival, gain, kept, turned, turning } = nodeNumbers;

/**
 * Adds what three points give to the Shapley values of a tree's game. The value of a feature is the integral over t from 0 to 1 of the derivative of the
 * multilinear extension by the feature's own t. That is the sum over its branches of three factors: the probability of coming there, minus the derivative of the probability of
 * turning off, and how much more the sample's way gives than the other. As a function of t the sum is a polynomial, which Gauss-Legendre integrates exactly in half as many points as a
 * way has features. Probabilities and derivatives have one sign, so that nothing is lost in deep trees.
 *
 * Leaves in the walk what it gives from each branch on.
 *
 * @param walk that has followed the tree at these points
 * @param given what each leaf gives, and a 0 behind
 * @param values are added to, a feature each
 * @see G. Owen: Multilinear Extensions of Games (1972)
 * @see P. Yu et al.: Linear TreeShap (2022)
 */
export function addShapleyOfTree(
  walk: Walk,
  tree: TreeLayout,
  given: Float64Array,
  first: number,
  values: Float64Array,
): void {
  addOfLastBranches(walk, tree, given, first, values);
  addOfOtherBranches(walk, tree, first, values);
}

/** Where both ends are leaves, what the walk gives there is the same for all t. */
function addOfLastBranches(
  { lastCount, lastSteps, nodes }: Walk,
  { rule: { points, rests } }: TreeLayout,
  given: Float64Array,
  first: number,
  values: Float64Array,
): void {
  const [t0, t1, t2] = [points[first], points[first + 1], points[first + 2]];
  const [r0, r1, r2] = [rests[first], rests[first + 1], rests[first + 2]];
  for (let step = 0; step < 4 * lastCount; step += 4) {
    const here = lastSteps[step];
    const ahead = given[lastSteps[step + 1]];
    const more = (ahead - given[lastSteps[step + 2]]) * nodes[here + turning];
    const keep = nodes[here + kept];
    if (keep === 1) {
      nodes[here + gain] = ahead - more * r0;
      nodes[here + gain + 1] = ahead - more * r1;
      nodes[here + gain + 2] = ahead - more * r2;
      values[lastSteps[step + 3]] +=
        more * (nodes[here + arrival] + nodes[here + arrival + 1] + nodes[here + arrival + 2]);
    } else if (keep < 0) {
      nodes[here + gain] = ahead - more;
      nodes[here + gain + 1] = ahead - more;
      nodes[here + gain + 2] = ahead - more;
    } else {
      const way0 = t0 + keep * r0;
      const way1 = t1 + keep * r1;
      const way2 = t2 + keep * r2;
      const part = more * keep;
      nodes[here + gain] = ahead - (part * r0) / way0;
      nodes[here + gain + 1] = ahead - (part * r1) / way1;
      nodes[here + gain + 2] = ahead - (part * r2) / way2;
      values[lastSteps[step + 3]] +=
        part *
        (nodes[here + arrival] / way0 ** 2 +
          nodes[here + arrival + 1] / way1 ** 2 +
          nodes[here + arrival + 2] / way2 ** 2);
    }
  }
}

function addOfOtherBranches(
  { count, steps, nodes }: Walk,
  { rule: { points, rests } }: TreeLayout,
  first: number,
  values: Float64Array,
): void {
  const [t0, t1, t2] = [points[first], points[first + 1], points[first + 2]];
  const [r0, r1, r2] = [rests[first], rests[first + 1], rests[first + 2]];
  for (let step = 4 * (count - 1); step >= 0; step -= 4) {
    const here = steps[step];
    const ahead = steps[step + 1];
    const aside = steps[step + 2];
    const gain0 = nodes[ahead + gain];
    const gain1 = nodes[ahead + gain + 1];
    const gain2 = nodes[ahead + gain + 2];
    let more0 = gain0 - nodes[aside + gain];
    let more1 = gain1 - nodes[aside + gain + 1];
    let more2 = gain2 - nodes[aside + gain + 2];
    nodes[here + gain] = gain0 - nodes[here + turned] * more0;
    nodes[here + gain + 1] = gain1 - nodes[here + turned + 1] * more1;
    nodes[here + gain + 2] = gain2 - nodes[here + turned + 2] * more2;
    const keep = nodes[here + kept];
    if (keep <= 0) continue;
    more0 *= nodes[here + arrival];
    more1 *= nodes[here + arrival + 1];
    more2 *= nodes[here + arrival + 2];
    if (keep !== 1) {
      more0 /= (t0 + keep * r0) ** 2;
      more1 /= (t1 + keep * r1) ** 2;
      more2 /= (t2 + keep * r2) ** 2;
    }
    values[steps[step + 3]] += (more0 + more1 + more2) * nodes[here + turning] * keep;
  }
}
