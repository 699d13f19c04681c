import { type FlatTree, flatTrees, isLeaf, type TreeEnsemble, type TreeNode } from 'xai-base';
import { gaussLegendre, type Rule } from './gauss-legendre';

/** A tree as arrays, with what its Shapley values need besides, found out once for all samples. */
export interface TreeLayout extends FlatTree {
  /** How much of the training samples that came to each branch went to `whenTrue`; half where none came. */
  readonly shares: Float64Array;
  /** The branch above each; -1 of the first. */
  readonly parents: Int32Array;
  /** Twice the last branch above each on the same feature, and 1 more where the way goes on at its `whenTrue`; -1 where there is none. */
  readonly earlier: Int32Array;
  readonly leaves: number;
  /** The rule that integrates polynomials of as many features as a way has at most; points by threes. */
  readonly rule: Rule;
}

const known = new WeakMap<TreeEnsemble, readonly TreeLayout[]>();

/** The trees of an ensemble as arrays, laid out once. */
export function layoutsOf(ensemble: TreeEnsemble): readonly TreeLayout[] {
  const trees = known.get(ensemble) ?? flatTrees(ensemble).map(layoutOf);
  known.set(ensemble, trees);
  return trees;
}

function layoutOf(tree: FlatTree): TreeLayout {
  const { nodes, branches } = tree;
  const count = tree.thresholds.length;
  const [parents, earlier] = [new Int32Array(count).fill(-1), new Int32Array(count).fill(-1)];
  const lengths = new Int32Array(count); // how many features the way to each branch has, its own included
  for (let branch = 0; branch < count; branch++) {
    for (const end of branches.subarray(4 * branch + 2, 4 * branch + 4)) if (end < count) parents[end] = branch;
    let [below, above] = [branch, parents[branch]];
    while (above >= 0 && branches[4 * above] !== branches[4 * branch]) [below, above] = [above, parents[above]];
    if (above >= 0) earlier[branch] = 2 * above + Number(branches[4 * above + 2] === below);
    lengths[branch] = (lengths[parents[branch]] ?? 0) + Number(above < 0);
  }
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  return {
    ...tree,
    shares: Float64Array.from(nodes.slice(0, count), shareOf),
    parents,
    earlier,
    leaves: nodes.length - count,
    rule: gaussLegendre(3 * Math.ceil(longest / 6)),
  };
}

function shareOf(node: TreeNode): number {
  const [yes, no] = isLeaf(node) ? [0, 0] : [node.whenTrue.cover ?? 0, node.whenFalse.cover ?? 0];
  return yes + no > 0 ? yes / (yes + no) : 0.5;
}
