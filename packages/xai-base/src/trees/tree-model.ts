import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';
import { ShapeError } from '../errors';
import { rawScores } from './raw-scores';
import { transformScores } from './transform-scores';
import { isLeaf, type TreeEnsemble, type TreeNode } from './tree-ensemble';

/** A model that is an ensemble of trees, and says which: a function from a batch `[batch, features]` to outputs `[batch, outputs]`. */
export interface TreeModel {
  (input: Tensor): Promise<Tensor>;
  readonly ensemble: TreeEnsemble;
  /** The scores `[batch, outputs]` of a batch before the ensemble's transform; they belong to the caller. */
  rawScores(input: Tensor): Promise<Tensor>;
}

/**
 * The model that an ensemble is. It has no gradients: where it has any, they are 0. NaN is a missing value.
 *
 * @throws {ShapeError} when it is called with anything but `[batch, features]` of as many columns as the trees need
 *
 * @example
 * ```ts
 * const [whenTrue, whenFalse] = [{ values: [1] }, { values: [5] }];
 * const tree = { feature: 0, mode: '<=', threshold: 0, missingIsTrue: false, whenTrue, whenFalse } as const;
 * const model = treeModel({ trees: [tree], outputs: 1, baseValues: [0], aggregate: 'sum', transform: 'none' });
 * await model(tf.tensor2d([[-1], [1]])); // => [[1], [5]]
 * ```
 */
export function treeModel(ensemble: TreeEnsemble): TreeModel {
  const least = ensemble.trees.reduce((most, tree) => Math.max(most, columnsOf(tree)), 0);
  const evaluate = async (input: Tensor, finish: (scores: Float64Array) => Float64Array): Promise<Tensor> => {
    checkColumns(input, ensemble.features, least);
    const [batch, columns] = input.shape;
    const values = await input.data();
    const outputs = new Float32Array(batch * ensemble.outputs);
    for (let row = 0; row < batch; row++) {
      const scores = rawScores(ensemble, values.subarray(row * columns, (row + 1) * columns));
      outputs.set(finish(scores), row * ensemble.outputs);
    }
    return tensor2d(outputs, [batch, ensemble.outputs]);
  };
  return Object.assign((input: Tensor) => evaluate(input, (scores) => transformScores(ensemble.transform, scores)), {
    ensemble,
    rawScores: (input: Tensor) => evaluate(input, (scores) => scores),
  });
}

function checkColumns(input: Tensor, features: number | undefined, least: number): void {
  const columns = input.rank === 2 ? (input.shape[1] as number) : -1;
  if (features === undefined ? columns >= least : columns === features) return;
  const expected = `[batch, ${features ?? `at least ${least}`}]`;
  throw new ShapeError(`input has shape [${input.shape.join(', ')}]; the trees expect ${expected}.`, {
    argument: 'input',
    value: input.shape,
    expected,
  });
}

/** How many columns a tree looks at, up to the last. */
const columnsOf = (node: TreeNode): number =>
  isLeaf(node) ? 0 : Math.max(node.feature + 1, columnsOf(node.whenTrue), columnsOf(node.whenFalse));
