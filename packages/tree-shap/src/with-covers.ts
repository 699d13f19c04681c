import type { Tensor } from '@tensorflow/tfjs-core';
import { checkInput, goesTrue, isLeaf, type TreeModel, type TreeNode, treeModel } from 'xai-base';
import { checkTreeModel } from './check-tree-model';
import { rowsOf } from './rows-of';

/**
 * The same model with covers that are counted: how many of the given samples come to each node. Most files of ONNX have none; with those of the training samples,
 * path-dependent values are what they would be in the library that grew the trees.
 *
 * @param samples `[rows, features]`, NaN where a value is missing
 * @throws {ModelError} when `model` is no ensemble of trees
 * @throws {ShapeError} for samples of other columns than the model's
 * @throws {ValueError} for samples that are no numbers
 *
 * @example
 * ```ts
 * const [whenTrue, whenFalse] = [{ values: [0] }, { values: [4] }];
 * const tree = { feature: 0, mode: '<=', threshold: 0, missingIsTrue: false, whenTrue, whenFalse } as const;
 * const model = treeModel({ trees: [tree], outputs: 1, baseValues: [0], aggregate: 'sum', transform: 'none' });
 * const counted = await withCovers(model, tf.tensor2d([[-1], [1], [2], [3]]));
 * counted.ensemble.trees.map(({ cover }) => cover); // => [4]
 * (await analyze(tf.tensor2d([[1]]), new TreeSHAP(counted))).val; // => [[1]]
 * ```
 */
export async function withCovers(model: TreeModel, samples: Tensor): Promise<TreeModel> {
  checkTreeModel(model);
  await checkInput(samples, 'samples', { missingValues: true });
  (await model.rawScores(samples)).dispose(); // which checks the columns
  const rows = await rowsOf(samples);
  return treeModel({ ...model.ensemble, trees: model.ensemble.trees.map((tree) => counted(tree, rows)) });
}

function counted(node: TreeNode, rows: readonly ArrayLike<number>[]): TreeNode {
  const cover = rows.length;
  if (isLeaf(node)) return { ...node, cover };
  const yes = rows.filter((row) => goesTrue(node, row[node.feature]));
  const no = rows.filter((row) => !goesTrue(node, row[node.feature]));
  return { ...node, cover, whenTrue: counted(node.whenTrue, yes), whenFalse: counted(node.whenFalse, no) };
}
