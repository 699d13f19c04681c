import type { TreeLayout } from './tree-layout';
import { nodeNumbers, type Walk } from './walk';

const { size: nodeSize, arrival, gain, kept, turning } = nodeNumbers;

/**
 * Adds what three points give to the Shapley interaction indices of pairs of features of a tree's game, half of it to each order of the two. The index is the integral of
 * the derivative of the multilinear extension by both features' t: what a branch on one of them gives to the derivative by that one, times the derivative of the logarithm of the
 * probability of coming there by the t of the other, which is above. Of that probability, `t + h (1 - t)` is the other's factor where the way there is the
 * sample's at all its branches, and `1 - t` where it is not.
 *
 * @param walk in which the Shapley values at these points have been found
 * @param given what each leaf gives, and a 0 behind
 * @param pairs `[features * features]`, row by row, are added to
 * @see K. Fujimoto, I. Kojadinovic, J.-L. Marichal: Axiomatic Characterizations of Probabilistic and Cardinal-Probabilistic Interaction Indices (2006)
 */
export function addInteractionsOfTree(
  { count, steps, lastCount, lastSteps, nodes }: Walk,
  { parents, rule: { points, rests } }: TreeLayout,
  given: Float64Array,
  first: number,
  pairs: Float64Array,
): void {
  const columns = Math.sqrt(pairs.length);
  const slopes = new Float64Array(nodes.length); // of the logarithm by the t of the branch above
  const own = new Float64Array(3);
  const seen = new Int32Array(columns).fill(-1); // the last branch from which the way up came by a feature
  const featureOf = new Int32Array(parents.length);
  const addOfBranch = (here: number, feature: number, moreAt: (point: number) => number): void => {
    const keep = nodes[here + kept];
    for (let point = 0; point < 3; point++) {
      const way = points[first + point] + keep * rests[first + point];
      own[point] = (nodes[here + arrival + point] * moreAt(point) * nodes[here + turning] * keep) / way ** 2 / 2;
    }
    const branch = here / nodeSize;
    featureOf[branch] = feature;
    if (keep <= 0) return;
    seen[feature] = branch;
    for (let below = branch, above = parents[branch]; above >= 0; below = above, above = parents[above]) {
      const other = featureOf[above];
      if (seen[other] === branch) continue;
      seen[other] = branch;
      const at = nodeSize * below;
      const part = own[0] * slopes[at] + own[1] * slopes[at + 1] + own[2] * slopes[at + 2];
      pairs[feature * columns + other] += part;
      pairs[other * columns + feature] += part;
    }
  };
  for (let step = 0; step < 4 * count; step += 4) {
    const [here, ahead, aside, feature] = [steps[step], steps[step + 1], steps[step + 2], steps[step + 3]];
    const keep = nodes[here + kept];
    const stays = keep * (1 - nodes[here + turning]);
    for (let point = 0; point < 3; point++) {
      const [t, rest] = [points[first + point], rests[first + point]];
      slopes[ahead + point] = keep < 0 ? -1 / rest : (1 - stays) / (t + stays * rest);
      slopes[aside + point] = -1 / rest;
    }
    addOfBranch(here, feature, (point) => nodes[ahead + gain + point] - nodes[aside + gain + point]);
  }
  for (let step = 0; step < 4 * lastCount; step += 4) {
    const more = given[lastSteps[step + 1]] - given[lastSteps[step + 2]];
    addOfBranch(lastSteps[step], lastSteps[step + 3], () => more);
  }
}
