import type { TreeEnsemble } from 'xai-base';
import { treeWeight } from './expected-scores';
import { layoutsOf, type TreeLayout } from './tree-layout';

/**
 * What each leaf of each tree gives, of what is explained, and a 0 behind those of a tree.
 *
 * @param target weights `[outputs]` of the raw scores
 * @param references how many there are, the values of which are averaged
 */
export function givenByLeaves(ensemble: TreeEnsemble, target: ArrayLike<number>, references: number): Float64Array[] {
  const weight = treeWeight(ensemble) / references;
  return layoutsOf(ensemble).map((tree) => givenIn(tree, target, weight));
}

function givenIn({ leaves, values }: TreeLayout, target: ArrayLike<number>, weight: number): Float64Array {
  const outputs = target.length;
  const given = new Float64Array(leaves + 1);
  for (let leaf = 0; leaf < leaves; leaf++) {
    for (let output = 0; output < outputs; output++) given[leaf] += target[output] * values[leaf * outputs + output];
    given[leaf] *= weight;
  }
  return given;
}
