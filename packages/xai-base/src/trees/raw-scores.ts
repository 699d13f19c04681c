import { type FlatTree, flatTrees } from './flat-trees';
import { decide } from './relations';
import type { TreeEnsemble } from './tree-ensemble';

const aggregates = {
  sum: { first: 0, add: (all: number, one: number) => all + one },
  average: { first: 0, add: (all: number, one: number) => all + one },
  min: { first: Number.POSITIVE_INFINITY, add: Math.min },
  max: { first: Number.NEGATIVE_INFINITY, add: Math.max },
};

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
  const { first, add } = aggregates[aggregate];
  const scores = new Float64Array(outputs).fill(first);
  for (const tree of flatTrees(ensemble)) {
    const begin = outputs * leafOf(tree, sample);
    for (let output = 0; output < outputs; output++) scores[output] = add(scores[output], tree.values[begin + output]);
  }
  const count = aggregate === 'average' ? trees.length : 1;
  return scores.map((score, output) => baseValues[output] + score / count);
}

/** The leaf that a sample comes to in a tree. */
function leafOf({ branches, thresholds }: FlatTree, sample: ArrayLike<number>): number {
  let node = 0;
  while (node < thresholds.length) {
    const at = 4 * node;
    const isTrue = decide(branches[at + 1], thresholds[node], sample[branches[at]]);
    node = branches[at + 3 - isTrue];
  }
  return node - thresholds.length;
}
