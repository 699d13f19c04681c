/**
 * A feature on the way to a leaf: how much of a sample arrives at the leaf, of all that its other features let through, where the sample has the
 * feature, and where it is hidden.
 */
export interface Player {
  readonly feature: number;
  /** 0 or 1. */
  readonly present: number;
  /** From 0 to 1. */
  readonly hidden: number;
}

/**
 * What a leaf gives to the coalitions S of the features on its way: `values * product of present over S * product of hidden over the others`. Every tree is the
 * sum of its leaves' games, and Shapley values of a sum are the sum of theirs.
 */
export interface LeafGame {
  /** `[outputs]` */
  readonly values: readonly number[];
  /** Features that make a difference, each once; those that make none have 1 for both. */
  readonly players: readonly Player[];
}

/**
 * The players with one more branch on the way.
 *
 * @returns undefined when no coalition comes this way
 */
export function withBranch(
  players: readonly Player[],
  feature: number,
  present: number,
  hidden: number,
): readonly Player[] | undefined {
  const known = players.find((player) => player.feature === feature);
  const player = { feature, present: present * (known?.present ?? 1), hidden: hidden * (known?.hidden ?? 1) };
  if (player.present === 0 && player.hidden === 0) return undefined;
  return [...players.filter((one) => one !== known), player];
}
