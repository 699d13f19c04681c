import { type TreeModel, treeModel } from 'xai-base';
import { OperatorNode } from '../operators/operator-node';
import { Unsupported } from '../operators/unsupported';
import { readFile } from '../reader/read-file';
import type { OnnxSource } from '../session/read-source';
import { ensembleOf } from './ensemble-of';
import { findEnsemble } from './find-ensemble';
import { unsupported } from './unsupported-trees';

/**
 * Reads the ensemble of trees that an ONNX file holds, as scikit-learn's, XGBoost's and LightGBM's converters write them: a `TreeEnsembleClassifier` or a
 * `TreeEnsembleRegressor` of the operator sets 1 to 3 of ai.onnx.ml, or the `TreeEnsemble` of 5. It is evaluated in float64, and explained exactly by the package tree-shap.
 *
 * Where a file has one score `s` for two classes, it is the second's, and the first's is `-s`; or `1 - s` where no weight is negative and no logistic function
 * follows: as onnxruntime has it. The file does not say how many training samples came to a node.
 *
 * @param source a path (in Node), a URL (in a browser as a string, too), or the bytes of an ONNX file
 * @returns a function from a batch `[batch, features]` to `[batch, outputs]`, which says its `ensemble`; NaN is a missing value
 * @throws {OnnxFileError} when there is no such file, it is no ONNX model, or its trees do not hold together
 * @throws {UnsupportedOperatorError} when there is more to the model than one ensemble, the names of classes and casts, or the
 * ensemble has a transform that is not known or that onnxruntime computes otherwise than the standard says
 * @throws {ModelError} when there is no ensemble in it
 *
 * @example
 * ```ts
 * const trees = { nodes_treeids: ints([0, 0, 0]), nodes_nodeids: ints([0, 1, 2]), nodes_featureids: ints([1, 0, 0]) };
 * const branches = { nodes_truenodeids: ints([1, 0, 0]), nodes_falsenodeids: ints([2, 0, 0]) };
 * const values = { type: 'floats', value: [0.5, 0, 0] } as const;
 * const modes = { type: 'strings', value: ['BRANCH_LEQ', 'LEAF', 'LEAF'] } as const;
 * const targets = { target_treeids: ints([0, 0]), target_nodeids: ints([1, 2]), target_ids: ints([0, 0]) };
 * const weights = { type: 'floats', value: [3, 7] } as const;
 * const attributes = { ...trees, ...branches, ...targets, nodes_values: values, nodes_modes: modes, target_weights: weights };
 * const node = { ...makeNode('TreeEnsembleRegressor', ['x'], ['y'], attributes), domain: 'ai.onnx.ml' };
 * const value = { type: 'float32', shape: ['batch', 2] } as const;
 * const graph = { name: 'trees', nodes: [node], initializers: new Map(), inputs: [{ name: 'x', ...value }] };
 * const bytes = writeModel({ graph: { ...graph, outputs: [{ name: 'y', ...value }] }, opsets: { '': 17, 'ai.onnx.ml': 3 } });
 *
 * const model = await readTreeEnsemble(bytes); // or a path, or a URL
 * await model(tf.tensor2d([[0, 0.5], [0, 1]])); // => [[3], [7]]
 * ```
 */
export async function readTreeEnsemble(source: OnnxSource): Promise<TreeModel> {
  const { model } = await readFile(source);
  const { node: found, features } = findEnsemble(model);
  const node = new OperatorNode(found, model.opsets['ai.onnx.ml'] ?? 1, new Map());
  try {
    return treeModel(ensembleOf(node, features));
  } catch (error) {
    throw error instanceof Unsupported ? unsupported(found, error.message) : error;
  }
}
