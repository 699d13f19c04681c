import { goesTrue } from './goes-true';
import { isLeaf, type TreeEnsemble, type TreeNode } from './tree-ensemble';

/**
 * What an ensemble gives for one sample before its transform, in float64.
 *
 * @param sample `[features]`; NaN is a missing value
 * @returns `[outputs]`
 *
 * @example
 * ```ts
 * const [whenTrue, whenFalse] = [{ values: [1] }, { values: [5] }];
 * const tree = { feature: 0, mode: '<=', threshold: 0, missingIsTrue: false, whenTrue, whenFalse } as const;
 * const ensemble = { trees: [tree, tree], outputs: 1, baseValues: [0.5], aggregate: 'sum', transform: 'none' } as const;
 * rawScores(ensemble, [3]); // => [10.5]
 * ```
 */
export function rawScores(ensemble: TreeEnsemble, sample: ArrayLike<number>): Float64Array {
  const { trees, baseValues, aggregate, outputs } = ensemble;
  const leaves = trees.map((tree) => leafOf(tree, sample));
  const of = (output: number): number => {
    if (aggregate === 'min') return leaves.reduce((least, values) => Math.min(least, values[output]), Infinity);
    if (aggregate === 'max') return leaves.reduce((most, values) => Math.max(most, values[output]), -Infinity);
    const sum = leaves.reduce((all, values) => all + values[output], 0);
    return aggregate === 'average' ? sum / trees.length : sum;
  };
  return Float64Array.from({ length: outputs }, (_, output) => baseValues[output] + of(output));
}

function leafOf(tree: TreeNode, sample: ArrayLike<number>): readonly number[] {
  let node = tree;
  while (!isLeaf(node)) node = goesTrue(node, sample[node.feature]) ? node.whenTrue : node.whenFalse;
  return node.values;
}
