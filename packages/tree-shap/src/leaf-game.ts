import type { Path } from './tree-paths';

/**
 * What a leaf gives to the coalitions S of the features on its way, of its value: `product of present over S * product of hidden over the others`. A feature is
 * present (1) where the sample has it and goes that way, else not (0); hidden, a part of it goes that way. Every tree is the sum of its leaves' games, and Shapley
 * values of a sum are the sum of theirs. Features for which both are 1 make no difference, and are no players.
 *
 * One game's room serves one leaf after the other.
 */
export class LeafGame {
  /** How many players are present: the first ones in `features` and `hidden`. */
  present = 0;
  /** How many are absent. */
  absent = 0;
  /** The features of those present. */
  readonly presentFeatures: Int32Array;
  /** How much of each comes here when it is hidden, below 1. */
  readonly hidden: Float64Array;
  /** The features of those absent. */
  readonly absentFeatures: Int32Array;
  /** How much of all those absent comes here when they are hidden, above 0. */
  hiddenOfAbsent = 1;

  /** @param longest how many features a way has at most */
  constructor(longest: number) {
    this.presentFeatures = new Int32Array(longest);
    this.hidden = new Float64Array(longest);
    this.absentFeatures = new Int32Array(longest);
  }

  /**
   * Takes the game of a leaf in.
   *
   * @param decisions of the sample at each branch: 1 when it goes to `whenTrue`, else 0
   * @param shares how much of a hidden feature goes to `whenTrue` of each branch
   * @returns false when no coalition comes this way
   */
  enter({ features, begins, branches, directions }: Path, decisions: Uint8Array, shares: Float64Array): boolean {
    let [present, absent, hiddenOfAbsent] = [0, 0, 1];
    let at = 0;
    for (let player = 0; player < features.length; player++) {
      let isPresent = true;
      let hidden = 1;
      for (const end = begins[player + 1]; at < end; at++) {
        const branch = branches[at];
        const direction = directions[at];
        if (decisions[branch] !== direction) isPresent = false;
        hidden *= direction === 1 ? shares[branch] : 1 - shares[branch];
      }
      if (!isPresent) {
        if (hidden === 0) return false;
        hiddenOfAbsent *= hidden;
        this.absentFeatures[absent++] = features[player];
      } else if (hidden !== 1) {
        this.hidden[present] = hidden;
        this.presentFeatures[present++] = features[player];
      }
    }
    this.present = present;
    this.absent = absent;
    this.hiddenOfAbsent = hiddenOfAbsent;
    return true;
  }
}
