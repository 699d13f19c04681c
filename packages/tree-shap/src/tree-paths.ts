import { goesTrue, isLeaf, type TreeBranch, type TreeEnsemble, type TreeNode } from 'xai-base';

/** A branch on the way to a leaf, and whether the way goes on at `whenTrue`. */
interface Step {
  readonly branch: number;
  readonly isTrue: boolean;
}

/** The way to a leaf. */
export interface Path {
  /** What the leaf gives, `[outputs]`. */
  readonly values: readonly number[];
  /** The features on the way, each once. */
  readonly features: Int32Array;
  /** Where the steps of each feature begin, and the end. */
  readonly begins: Int32Array;
  /** The branches, feature after feature. */
  readonly branches: Int32Array;
  /** Whether the way goes on at `whenTrue` of each: 1 or 0. */
  readonly directions: Uint8Array;
}

/** A tree by the ways to its leaves, laid out once for all samples. */
export interface TreePaths {
  /** The features that its branches look at. */
  readonly features: Int32Array;
  readonly thresholds: Float64Array;
  /** Which values go to `whenTrue` of each branch: those below the threshold (1), at it (2), above it (4), and missing ones (8). */
  readonly relations: Uint8Array;
  /** How much of the training samples that came to each branch went to `whenTrue`; half where none came. */
  readonly shares: Float64Array;
  readonly paths: readonly Path[];
  /** How many features a way has at most. */
  readonly longest: number;
}

const known = new WeakMap<TreeEnsemble, readonly TreePaths[]>();

/** The trees of an ensemble by their ways, found out once. */
export function pathsOf(ensemble: TreeEnsemble): readonly TreePaths[] {
  const trees = known.get(ensemble) ?? ensemble.trees.map(pathsOfTree);
  known.set(ensemble, trees);
  return trees;
}

function pathsOfTree(tree: TreeNode): TreePaths {
  const branches: TreeBranch[] = [];
  const paths: Path[] = [];
  const descend = (node: TreeNode, steps: readonly Step[]): void => {
    if (isLeaf(node)) {
      paths.push(pathOf(node.values, steps, branches));
      return;
    }
    const branch = branches.push(node) - 1;
    descend(node.whenTrue, [...steps, { branch, isTrue: true }]);
    descend(node.whenFalse, [...steps, { branch, isTrue: false }]);
  };
  descend(tree, []);
  return {
    features: Int32Array.from(branches, ({ feature }) => feature),
    thresholds: Float64Array.from(branches, ({ threshold }) => threshold),
    relations: Uint8Array.from(branches, relationsOf),
    shares: Float64Array.from(branches, shareOf),
    paths,
    longest: paths.reduce((most, { features }) => Math.max(most, features.length), 0),
  };
}

function relationsOf(branch: TreeBranch): number {
  const values = [Number.NEGATIVE_INFINITY, branch.threshold, Number.POSITIVE_INFINITY, Number.NaN];
  return values.reduce((mask, value, bit) => mask | (Number(goesTrue(branch, value)) << bit), 0);
}

function shareOf({ whenTrue, whenFalse }: TreeBranch): number {
  const [yes, no] = [whenTrue.cover ?? 0, whenFalse.cover ?? 0];
  return yes + no > 0 ? yes / (yes + no) : 0.5;
}

/** Writes whether a sample goes to `whenTrue` at each branch: 1 or 0. */
export function decide(
  { features, thresholds, relations }: TreePaths,
  sample: ArrayLike<number>,
  decisions: Uint8Array | Float64Array,
): void {
  for (let branch = 0; branch < features.length; branch++) {
    const value = sample[features[branch]];
    const threshold = thresholds[branch];
    let bit = 3; // missing
    if (value < threshold) bit = 0;
    else if (value === threshold) bit = 1;
    else if (value > threshold) bit = 2;
    decisions[branch] = (relations[branch] >> bit) & 1;
  }
}

function pathOf(values: readonly number[], steps: readonly Step[], branches: readonly TreeBranch[]): Path {
  const byFeature = new Map<number, Step[]>();
  for (const step of steps) {
    const { feature } = branches[step.branch];
    byFeature.set(feature, [...(byFeature.get(feature) ?? []), step]);
  }
  const ordered = [...byFeature.values()].flat();
  const begins = new Int32Array(byFeature.size + 1);
  [...byFeature.values()].forEach((own, index) => {
    begins[index + 1] = begins[index] + own.length;
  });
  return {
    values,
    features: Int32Array.from(byFeature.keys()),
    begins,
    branches: Int32Array.from(ordered, ({ branch }) => branch),
    directions: Uint8Array.from(ordered, ({ isTrue }) => Number(isTrue)),
  };
}
