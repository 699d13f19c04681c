import type { TreeEnsemble } from 'xai-base';
import type { Hidden } from './hidden';
import { type Path, pathsOf } from './tree-paths';

/** How much each tree adds to the raw scores. */
export const treeWeight = ({ aggregate, trees }: TreeEnsemble): number =>
  aggregate === 'average' ? 1 / trees.length : 1;

/** The raw scores `[outputs]` where every feature is hidden. */
export function expectedScores(ensemble: TreeEnsemble, hidden: Hidden): Float64Array {
  const scores = Float64Array.from(ensemble.baseValues);
  const weight = treeWeight(ensemble);
  for (const tree of pathsOf(ensemble)) {
    const shares = hidden(tree);
    for (const path of tree.paths) {
      const share = weight * shareOf(path, shares);
      for (let output = 0; output < scores.length; output++) scores[output] += share * path.values[output];
    }
  }
  return scores;
}

/** How much of a sample comes to a leaf when all features are hidden. */
function shareOf({ branches, directions }: Path, shares: Float64Array): number {
  let all = 1;
  for (let at = 0; at < branches.length; at++) {
    const share = shares[branches[at]];
    all *= directions[at] === 1 ? share : 1 - share;
  }
  return all;
}
