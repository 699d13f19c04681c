/** How a branch compares a feature with its threshold. */
export type BranchMode = '<=' | '<' | '>=' | '>' | '==' | '!=';

/** A node that sends a sample on: to `whenTrue` where `feature mode threshold` holds, to `whenFalse` elsewhere. */
export interface TreeBranch {
  /** The column of the feature. */
  readonly feature: number;
  readonly mode: BranchMode;
  readonly threshold: number;
  /** Whether a missing value (NaN) goes to `whenTrue`; else it goes where its comparison does: of `!=`, which holds, to `whenTrue` as well. */
  readonly missingIsTrue: boolean;
  readonly whenTrue: TreeNode;
  readonly whenFalse: TreeNode;
  /** How many training samples came here, or their weight; undefined when the model does not say. */
  readonly cover?: number;
}

/** A node that ends a path, with what it adds to each output. */
export interface TreeLeaf {
  /** `[outputs]` */
  readonly values: readonly number[];
  /** See {@link TreeBranch}. */
  readonly cover?: number;
}

/** A node of a tree, and with all below it a tree. */
export type TreeNode = TreeBranch | TreeLeaf;

/** What is done to the raw scores of an ensemble at last. */
export type ScoreTransform = 'none' | 'logistic' | 'softmax' | 'softmax of what is not 0';

/** Trees whose leaves add up to raw scores, as random forests and boosted trees do. */
export interface TreeEnsemble {
  readonly trees: readonly TreeNode[];
  readonly outputs: number;
  /** How many columns a sample has; undefined when the model does not say: as many as the trees look at, or more. */
  readonly features?: number;
  /** `[outputs]`, added to what the trees give. */
  readonly baseValues: readonly number[];
  /** What becomes of the leaves of a sample. */
  readonly aggregate: 'sum' | 'average' | 'min' | 'max';
  /** What makes the outputs out of the raw scores. */
  readonly transform: ScoreTransform;
}

/**
 * Whether a node is a leaf.
 *
 * @example
 * ```ts
 * isLeaf({ values: [1] }); // => true
 * ```
 */
export const isLeaf = (node: TreeNode): node is TreeLeaf => 'values' in node;
