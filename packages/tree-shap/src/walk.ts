import { decide } from 'xai-base';
import type { TreeLayout } from './tree-layout';

/** The numbers of a walk that belong to a node: how many, and where they are. Files that read them have constants of their own, which are faster than imported ones. */
export const nodeNumbers = {
  size: 11,
  /** The probability of coming to the node times the weight of t, at three t. */
  arrival: 0,
  /** What the walk gives on average from the node on, at three t. */
  gain: 3,
  /** The probability of turning off the sample's way, at three t. */
  turned: 6,
  /** The share of hidden features that turns off. */
  turning: 9,
  /** The share h of hidden features that kept to the sample's way above: 1 where the branch's feature is new, -1 where the walk turned off at it. */
  kept: 10,
} as const;

const { size: nodeSize, arrival, gain, turned, turning, kept } = nodeNumbers;

/**
 * The walk down a tree where each feature is present with probability t, independently: at a branch on a present feature it goes the sample's way, on a hidden one to
 * either side, in the shares in which hidden features do. What it gives on average is the multilinear extension of the tree's game.
 *
 * From the sample's way it turns off with probability `share * doubt`: the share of hidden features that goes off, times the probability that the feature is hidden,
 * given that the walk came here. That is `1 - t` where no branch above looks at the feature; 1 where the walk turned off at one of those, as present features never
 * do; else `h (1 - t) / (t + h (1 - t))`, where h is the share of hidden features that kept to the sample's way at those.
 *
 * Three t are followed at a time, so that what is known of a branch is read once for them. What belongs together is in one array, as each array that a loop reads
 * costs it time. One walk's room serves one tree after the other.
 */
export class Walk {
  /** How many branches the walk can come to that lead to another branch. */
  count = 0;
  /** Four numbers of each, which come before those of the branches below it: where the numbers begin of the branch, of the node where the sample goes, and of the other; its feature. */
  readonly steps: Int32Array;
  /** How many branches the walk can come to that lead to leaves alone. */
  lastCount = 0;
  /** Four numbers of each: where its own begin, the leaf where the sample goes, and the other one; its feature. */
  readonly lastSteps: Int32Array;
  /** Numbers of nodes. */
  readonly nodes: Float64Array;
  /** Where the numbers of a node are that nothing comes to. */
  private readonly nowhere: number;
  private readonly decisions: Uint8Array;
  private readonly waiting: Int32Array;

  /** @param trees of which the largest has room */
  constructor(trees: readonly TreeLayout[]) {
    const nodes = trees.reduce((most, { shares, leaves }) => Math.max(most, shares.length + leaves), 0);
    this.steps = new Int32Array(4 * nodes);
    this.lastSteps = new Int32Array(4 * nodes);
    this.waiting = new Int32Array(nodes);
    this.nowhere = nodeSize * nodes;
    this.nodes = new Float64Array(nodeSize * (nodes + 1));
    this.decisions = new Uint8Array(nodes);
  }

  /**
   * Finds where the walk can go, for all t inside of (0, 1).
   *
   * @param given what each leaf gives, and a 0 behind
   * @param reference the sample that hidden features are taken from; without it, they go as the training samples went
   */
  enter(
    { branches, thresholds, shares, earlier, leaves }: TreeLayout,
    given: Float64Array,
    sample: ArrayLike<number>,
    reference?: ArrayLike<number>,
  ): void {
    const { steps, lastSteps, nodes, decisions, waiting, nowhere } = this;
    const firstLeaf = shares.length;
    let known = firstLeaf > 0 ? 1 : 0;
    let count = 0;
    let lastCount = 0;
    waiting[0] = 0;
    for (let index = 0; index < known; index++) {
      const branch = waiting[index];
      const at = 4 * branch;
      const feature = branches[at];
      const relations = branches[at + 1];
      const whenTrue = branches[at + 2];
      const whenFalse = branches[at + 3];
      const last = earlier[branch];
      const threshold = thresholds[branch];
      const isTrue = decide(relations, threshold, sample[feature]);
      const share = reference === undefined ? shares[branch] : decide(relations, threshold, reference[feature]);
      const swap = (whenTrue ^ whenFalse) & (isTrue - 1); // a jump would be guessed wrong every other time
      const ahead = whenTrue ^ swap;
      const aside = whenFalse ^ swap;
      const part = Math.abs(isTrue - share);
      const here = nodeSize * branch;
      let keep = 1;
      if (last >= 0) {
        const before = nodeSize * (last >> 1);
        const isOn = nodes[before + kept] >= 0 && decisions[last >> 1] === (last & 1);
        keep = isOn ? nodes[before + kept] * (1 - nodes[before + turning]) : -1;
      }
      decisions[branch] = isTrue;
      nodes[here + turning] = part;
      nodes[here + kept] = keep;
      const isReached = part < 1 || keep >= 0;
      const isOffReached = part > 0 && keep !== 0;
      if (isReached && ahead < firstLeaf) waiting[known++] = ahead;
      if (isOffReached && aside < firstLeaf) waiting[known++] = aside;
      if (ahead >= firstLeaf && aside >= firstLeaf) {
        const step = 4 * lastCount++;
        lastSteps[step] = here;
        lastSteps[step + 1] = isReached ? ahead - firstLeaf : leaves;
        lastSteps[step + 2] = isOffReached ? aside - firstLeaf : leaves;
        lastSteps[step + 3] = feature;
        continue;
      }
      const step = 4 * count++;
      steps[step] = here;
      steps[step + 1] = isReached ? nodeSize * ahead : nowhere;
      steps[step + 2] = isOffReached ? nodeSize * aside : nowhere;
      steps[step + 3] = feature;
      if (ahead >= firstLeaf)
        nodes.fill(given[ahead - firstLeaf], nodeSize * ahead + gain, nodeSize * ahead + gain + 3);
      if (aside >= firstLeaf)
        nodes.fill(given[aside - firstLeaf], nodeSize * aside + gain, nodeSize * aside + gain + 3);
    }
    this.count = count;
    this.lastCount = lastCount;
  }

  /** Finds the probabilities at three points of the tree's rule, from one on. */
  follow({ rule: { points, rests, weights } }: TreeLayout, first: number): void {
    const { count, steps, nodes } = this;
    const [t0, t1, t2] = [points[first], points[first + 1], points[first + 2]];
    const [r0, r1, r2] = [rests[first], rests[first + 1], rests[first + 2]];
    nodes[arrival] = weights[first];
    nodes[arrival + 1] = weights[first + 1];
    nodes[arrival + 2] = weights[first + 2];
    for (let step = 0; step < 4 * count; step += 4) {
      const here = steps[step];
      const ahead = steps[step + 1];
      const aside = steps[step + 2];
      const keep = nodes[here + kept];
      let turn0 = nodes[here + turning];
      let turn1 = turn0;
      let turn2 = turn0;
      if (keep === 1) {
        turn0 *= r0;
        turn1 *= r1;
        turn2 *= r2;
      } else if (keep >= 0) {
        turn0 *= (keep * r0) / (t0 + keep * r0);
        turn1 *= (keep * r1) / (t1 + keep * r1);
        turn2 *= (keep * r2) / (t2 + keep * r2);
      }
      nodes[here + turned] = turn0;
      nodes[here + turned + 1] = turn1;
      nodes[here + turned + 2] = turn2;
      const all0 = nodes[here + arrival];
      const all1 = nodes[here + arrival + 1];
      const all2 = nodes[here + arrival + 2];
      turn0 *= all0;
      turn1 *= all1;
      turn2 *= all2;
      nodes[ahead + arrival] = all0 - turn0;
      nodes[ahead + arrival + 1] = all1 - turn1;
      nodes[ahead + arrival + 2] = all2 - turn2;
      nodes[aside + arrival] = turn0;
      nodes[aside + arrival + 1] = turn1;
      nodes[aside + arrival + 2] = turn2;
    }
  }
}
