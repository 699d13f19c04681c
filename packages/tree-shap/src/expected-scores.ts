import { isLeaf, type TreeEnsemble, type TreeNode } from 'xai-base';
import type { Hidden } from './games';

/** How much each tree adds to the raw scores. */
export const treeWeight = ({ aggregate, trees }: TreeEnsemble): number =>
  aggregate === 'average' ? 1 / trees.length : 1;

/** The raw scores `[outputs]` where every feature is hidden. */
export function expectedScores(ensemble: TreeEnsemble, hidden: Hidden): Float64Array {
  const scores = Float64Array.from(ensemble.baseValues);
  const descend = (node: TreeNode, weight: number): void => {
    if (weight === 0) return;
    if (isLeaf(node)) {
      for (let output = 0; output < scores.length; output++) scores[output] += weight * node.values[output];
      return;
    }
    const [toTrue, toFalse] = hidden(node);
    descend(node.whenTrue, weight * toTrue);
    descend(node.whenFalse, weight * toFalse);
  };
  for (const tree of ensemble.trees) descend(tree, treeWeight(ensemble));
  return scores;
}
