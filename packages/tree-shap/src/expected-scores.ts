import { rawScores, type TreeEnsemble } from 'xai-base';
import { layoutsOf, type TreeLayout } from './tree-layout';

/** How much each tree adds to the raw scores. */
export const treeWeight = ({ aggregate, trees }: TreeEnsemble): number =>
  aggregate === 'average' ? 1 / trees.length : 1;

/**
 * The raw scores `[outputs]` where every feature is hidden.
 *
 * @param reference the sample that they are taken from; without it, they go as the training samples went
 */
export function expectedScores(ensemble: TreeEnsemble, reference?: ArrayLike<number>): Float64Array {
  if (reference) return rawScores(ensemble, reference);
  const scores = known.get(ensemble) ?? byCovers(ensemble);
  known.set(ensemble, scores);
  return scores;
}

const known = new WeakMap<TreeEnsemble, Float64Array>();

function byCovers(ensemble: TreeEnsemble): Float64Array {
  const scores = Float64Array.from(ensemble.baseValues);
  const weight = treeWeight(ensemble);
  for (const tree of layoutsOf(ensemble)) {
    const arrivals = arrivalsOf(tree);
    for (let leaf = 0; leaf < tree.leaves; leaf++) {
      const part = weight * arrivals[leaf];
      for (let output = 0; output < scores.length; output++) {
        scores[output] += part * tree.values[leaf * scores.length + output];
      }
    }
  }
  return scores;
}

/** How much of a sample comes to each leaf when all features are hidden. */
function arrivalsOf({ branches, shares, leaves }: TreeLayout): Float64Array {
  const nodes = new Float64Array(shares.length + leaves).fill(1, 0, 1);
  for (let branch = 0; branch < shares.length; branch++) {
    nodes[branches[4 * branch + 2]] = nodes[branch] * shares[branch];
    nodes[branches[4 * branch + 3]] = nodes[branch] * (1 - shares[branch]);
  }
  return nodes.subarray(shares.length);
}
