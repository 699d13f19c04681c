import { decide, type TreePaths } from './tree-paths';

/** How much of a hidden feature goes to `whenTrue` of each branch of a tree, from 0 to 1; the rest goes to `whenFalse`. */
export type Hidden = (tree: TreePaths) => Float64Array;

/** Path-dependent: as the training samples went. */
export const byCovers: Hidden = ({ shares }) => shares;

/** Interventional: as a sample of the background goes. */
export const bySample =
  (reference: ArrayLike<number>): Hidden =>
  (tree) => {
    const shares = new Float64Array(tree.features.length);
    decide(tree, reference, shares);
    return shares;
  };
