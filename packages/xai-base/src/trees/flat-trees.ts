import { relationsOf } from './relations';
import { isLeaf, type TreeBranch, type TreeEnsemble, type TreeLeaf, type TreeNode } from './tree-ensemble';

/** A tree as arrays. Its nodes are numbered: branches first, each before those below it, then leaves. */
export interface FlatTree {
  readonly nodes: readonly TreeNode[];
  /** Four numbers of each branch: its feature, its relations, as `decide` takes them, and the nodes at `whenTrue` and `whenFalse`. */
  readonly branches: Int32Array;
  readonly thresholds: Float64Array;
  /** What the leaves give, `[leaves, outputs]`. */
  readonly values: Float64Array;
}

const known = new WeakMap<TreeEnsemble, readonly FlatTree[]>();

/**
 * The trees of an ensemble as arrays, found out once.
 *
 * @example
 * ```ts
 * const [whenTrue, whenFalse] = [{ values: [1] }, { values: [5] }];
 * const tree = { feature: 3, mode: '<=', threshold: 2, missingIsTrue: true, whenTrue, whenFalse } as const;
 * const [flat] = flatTrees({ trees: [tree], outputs: 1, baseValues: [0], aggregate: 'sum', transform: 'none' });
 * flat.branches; // => [3, 11, 1, 2]
 * flat.values; // => [1, 5]
 * ```
 */
export function flatTrees(ensemble: TreeEnsemble): readonly FlatTree[] {
  const flat = known.get(ensemble) ?? ensemble.trees.map(flatTree);
  known.set(ensemble, flat);
  return flat;
}

function flatTree(tree: TreeNode): FlatTree {
  const [branches, leaves]: [TreeBranch[], TreeLeaf[]] = [[], []];
  const numbers: number[] = [];
  const place = (node: TreeNode): number => {
    if (isLeaf(node)) return ~(leaves.push(node) - 1); // until the branches are counted
    const branch = branches.push(node) - 1;
    numbers.push(node.feature, relationsOf(node), 0, 0);
    numbers[4 * branch + 2] = place(node.whenTrue);
    numbers[4 * branch + 3] = place(node.whenFalse);
    return branch;
  };
  place(tree);
  return {
    nodes: [...branches, ...leaves],
    branches: Int32Array.from(numbers, (number) => (number < 0 ? branches.length + ~number : number)),
    thresholds: Float64Array.from(branches, ({ threshold }) => threshold),
    values: Float64Array.from(leaves.flatMap(({ values }) => values)),
  };
}
