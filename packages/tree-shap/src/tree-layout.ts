import { isLeaf, relationsOf, type TreeBranch, type TreeEnsemble, type TreeNode } from 'xai-base';
import { gaussLegendre, type Rule } from './gauss-legendre';

/** How many numbers of a layout belong to a branch. */
export const branchSize = 5;

/** A tree as arrays, laid out once for all samples: its branches, each before those below it. */
export interface TreeLayout {
  /**
   * Five numbers of each branch. Its feature; which values go to `whenTrue`: those below the threshold (1), at it (2), above it (4), and missing ones (8); the node at
   * `whenTrue`, and the one at `whenFalse`: a branch, or a leaf, which are counted from behind the branches; twice the last branch above on the same feature, and 1
   * more where the way goes on at its `whenTrue`: -1 where there is none.
   */
  readonly branches: Int32Array;
  readonly thresholds: Float64Array;
  /** How much of the training samples that came to each branch went to `whenTrue`; half where none came. */
  readonly shares: Float64Array;
  /** The branch above each; -1 of the first. */
  readonly parents: Int32Array;
  /** What the leaves give, `[leaves, outputs]`. */
  readonly values: Float64Array;
  readonly leaves: number;
  /** The rule that integrates polynomials of as many features as a way has at most; points by threes. */
  readonly rule: Rule;
}

const known = new WeakMap<TreeEnsemble, readonly TreeLayout[]>();

/** The trees of an ensemble as arrays, laid out once. */
export function layoutsOf(ensemble: TreeEnsemble): readonly TreeLayout[] {
  const trees = known.get(ensemble) ?? ensemble.trees.map(layoutOf);
  known.set(ensemble, trees);
  return trees;
}

function layoutOf(tree: TreeNode): TreeLayout {
  const branches: TreeBranch[] = [];
  const [parents, earlier, whenTrue, whenFalse]: number[][] = [[], [], [], []];
  const leaves: (readonly number[])[] = [];
  const passed = new Map<number, number>(); // by feature, the last branch on the way as `earlier` has it
  let longest = 0;
  const place = (node: TreeNode, parent: number): number => {
    if (isLeaf(node)) return ~(leaves.push(node.values) - 1);
    const branch = branches.push(node) - 1;
    const before = passed.get(node.feature);
    parents.push(parent);
    earlier.push(before ?? -1);
    passed.set(node.feature, 2 * branch + 1);
    longest = Math.max(longest, passed.size);
    whenTrue[branch] = place(node.whenTrue, branch);
    passed.set(node.feature, 2 * branch);
    whenFalse[branch] = place(node.whenFalse, branch);
    if (before === undefined) passed.delete(node.feature);
    else passed.set(node.feature, before);
    return branch;
  };
  place(tree, -1);
  const nodeOf = (end: number) => (end < 0 ? branches.length + ~end : end);
  return {
    branches: Int32Array.from(
      branches.flatMap((branch, at) => [
        branch.feature,
        relationsOf(branch),
        nodeOf(whenTrue[at]),
        nodeOf(whenFalse[at]),
        earlier[at],
      ]),
    ),
    thresholds: Float64Array.from(branches, ({ threshold }) => threshold),
    shares: Float64Array.from(branches, shareOf),
    parents: Int32Array.from(parents),
    values: Float64Array.from(leaves.flat()),
    leaves: leaves.length,
    rule: gaussLegendre(3 * Math.ceil(longest / 6)),
  };
}

function shareOf({ whenTrue, whenFalse }: TreeBranch): number {
  const [yes, no] = [whenTrue.cover ?? 0, whenFalse.cover ?? 0];
  return yes + no > 0 ? yes / (yes + no) : 0.5;
}
