import { goesTrue, isLeaf, type TreeBranch, type TreeNode } from 'xai-base';
import { type LeafGame, type Player, withBranch } from './leaf-game';

/** How much of a hidden feature goes to `whenTrue` and to `whenFalse` of a branch. */
export type Hidden = (branch: TreeBranch) => readonly [whenTrue: number, whenFalse: number];

/** Path-dependent: as the training samples went that came to the branch; by halves where none came. */
export const byCovers: Hidden = ({ whenTrue, whenFalse }) => {
  const [yes, no] = [whenTrue.cover ?? 0, whenFalse.cover ?? 0];
  return yes + no > 0 ? [yes / (yes + no), no / (yes + no)] : [0.5, 0.5];
};

/** Interventional: as a sample of the background goes. */
export const bySample =
  (reference: ArrayLike<number>): Hidden =>
  (branch) =>
    goesTrue(branch, reference[branch.feature]) ? [1, 0] : [0, 1];

/**
 * The games of the leaves of a tree that some coalition of the features of a sample leads to.
 *
 * @see S. M. Lundberg et al.: From Local Explanations to Global Understanding with Explainable AI for Trees (2020)
 */
export function gamesOf(tree: TreeNode, sample: ArrayLike<number>, hidden: Hidden): LeafGame[] {
  const games: LeafGame[] = [];
  const descend = (node: TreeNode, players: readonly Player[]): void => {
    if (isLeaf(node)) {
      games.push({ values: node.values, players: players.filter(({ present, hidden: rest }) => present !== rest) });
      return;
    }
    const isTrue = goesTrue(node, sample[node.feature]);
    const [toTrue, toFalse] = hidden(node);
    const whenTrue = withBranch(players, node.feature, isTrue ? 1 : 0, toTrue);
    if (whenTrue) descend(node.whenTrue, whenTrue);
    const whenFalse = withBranch(players, node.feature, isTrue ? 0 : 1, toFalse);
    if (whenFalse) descend(node.whenFalse, whenFalse);
  };
  descend(tree, []);
  return games;
}
