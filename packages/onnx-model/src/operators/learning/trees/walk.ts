import {
  add,
  cast,
  gather,
  greater,
  greaterEqual,
  isNaN as isMissing,
  mul,
  range,
  reshape,
  scalar,
  type Tensor,
  tensor,
  where,
  zeros,
} from '@tensorflow/tfjs-core';
import { goesTrue, isLeaf, type TreeEnsemble, type TreeNode } from 'xai-base';

/** How a value lies to a threshold: below it, at it, above it, or it is missing. */
const relations = 4;

/** An ensemble as lists over all nodes of its trees, so that all samples go down all trees at once. */
export interface Walk {
  /** Of each node the column that it looks at: `[nodes]`; 0 of leaves. */
  readonly columns: Tensor;
  /** Of each node its threshold: `[nodes]`. */
  readonly thresholds: Tensor;
  /** Where a node sends a sample by how its value lies to the threshold: `[nodes * 4]`; leaves keep it. */
  readonly ways: Tensor;
  /** What a node adds to each output: `[nodes, outputs]`; nothing but of leaves. */
  readonly values: Tensor;
  /** The first node of each tree: `[trees]`. */
  readonly roots: Tensor;
  /** How many branches follow each other, at most. */
  readonly depth: number;
  /** How many columns a sample has at least. */
  readonly width: number;
}

/**
 * The lists of an ensemble.
 *
 * A float32 `v` is compared with a threshold `t` of float64 exactly: below or above float32(t) it is below or above `t`, too, and at float32(t) it goes where
 * float32(t) goes.
 */
export function walkOf({ trees, outputs }: TreeEnsemble): Walk {
  const places = new Map<TreeNode, number>();
  const depths = new Map<TreeNode, number>();
  const depthOf = (node: TreeNode): number => {
    const known = depths.get(node);
    if (known !== undefined) return known;
    places.set(node, places.size);
    const depth = isLeaf(node) ? 0 : 1 + Math.max(depthOf(node.whenTrue), depthOf(node.whenFalse));
    depths.set(node, depth);
    return depth;
  };
  const depth = trees.reduce((most, tree) => Math.max(most, depthOf(tree)), 0);
  const count = places.size;
  const columns = new Int32Array(count);
  const thresholds = new Float32Array(count);
  const ways = new Int32Array(relations * count);
  const values = new Float32Array(outputs * count);
  for (const [node, place] of places) {
    if (isLeaf(node)) {
      values.set(node.values, outputs * place);
      ways.fill(place, relations * place, relations * (place + 1));
      continue;
    }
    columns[place] = node.feature;
    thresholds[place] = node.threshold;
    const ends = [-Infinity, Math.fround(node.threshold), Infinity, Number.NaN].map((value) =>
      places.get(goesTrue(node, value) ? node.whenTrue : node.whenFalse),
    );
    ways.set(ends as number[], relations * place);
  }
  const roots = trees.map((tree) => places.get(tree) as number);
  return {
    columns: tensor(columns),
    thresholds: tensor(thresholds),
    ways: tensor(ways),
    values: tensor(values, [count, outputs]),
    roots: tensor(roots, [trees.length], 'int32'),
    depth,
    width: columns.reduce((most, column) => Math.max(most, column + 1), 0),
  };
}

/**
 * What each tree gives for each sample.
 *
 * @param x `[batch, features]`; NaN is a missing value
 * @returns `[batch, trees, outputs]`
 */
export function leavesOf({ columns, thresholds, ways, values, roots, depth }: Walk, x: Tensor): Tensor {
  const [batch, features] = x.shape;
  const flat = reshape(x, [-1]);
  const rows = reshape(mul(range(0, batch, 1, 'int32'), scalar(features, 'int32')), [batch, 1]);
  let at: Tensor = add(zeros([batch, 1], 'int32'), reshape(roots, [1, -1])); // [batch, trees]
  for (let step = 0; step < depth; step++) {
    const value = gather(flat, add(rows, gather(columns, at)) as Tensor);
    const threshold = gather(thresholds, at);
    const order = add(cast(greaterEqual(value, threshold), 'int32'), cast(greater(value, threshold), 'int32'));
    const relation = where(isMissing(value), scalar(relations - 1, 'int32'), order);
    at = gather(ways, add(mul(at, scalar(relations, 'int32')), relation) as Tensor);
  }
  return gather(values, at);
}
