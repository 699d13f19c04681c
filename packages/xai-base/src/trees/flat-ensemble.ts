import { relationsOf } from './relations';
import { isLeaf, type TreeEnsemble, type TreeNode } from './tree-ensemble';

/** The trees of an ensemble as arrays. A node is a branch's number, or a leaf's complement `~leaf`. */
export interface FlatEnsemble {
  /** The first node of each tree. */
  readonly roots: Int32Array;
  /** Four numbers of each branch: its feature, its relations, and the nodes at `whenTrue` and `whenFalse`. */
  readonly branches: Int32Array;
  readonly thresholds: Float64Array;
  /** `[leaves, outputs]` */
  readonly values: Float64Array;
}

const known = new WeakMap<TreeEnsemble, FlatEnsemble>();

/** An ensemble as arrays, found out once. */
export function flatEnsemble(ensemble: TreeEnsemble): FlatEnsemble {
  const flat = known.get(ensemble) ?? flatten(ensemble);
  known.set(ensemble, flat);
  return flat;
}

function flatten({ trees }: TreeEnsemble): FlatEnsemble {
  const [branches, thresholds]: number[][] = [[], []];
  const leaves: (readonly number[])[] = [];
  const place = (node: TreeNode): number => {
    if (isLeaf(node)) return ~(leaves.push(node.values) - 1);
    const branch = thresholds.push(node.threshold) - 1;
    branches.push(node.feature, relationsOf(node), 0, 0);
    branches[4 * branch + 2] = place(node.whenTrue);
    branches[4 * branch + 3] = place(node.whenFalse);
    return branch;
  };
  const roots = Int32Array.from(trees, place);
  return {
    roots,
    branches: Int32Array.from(branches),
    thresholds: Float64Array.from(thresholds),
    values: Float64Array.from(leaves.flat()),
  };
}
