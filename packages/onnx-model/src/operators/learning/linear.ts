import {
  add,
  argMax,
  cast,
  concat,
  gather,
  greater,
  matMul,
  reshape,
  sub,
  type Tensor,
  tensor,
} from '@tensorflow/tfjs-core';
import type { Operator } from '../operator';
import type { OperatorNode } from '../operator-node';
import { DeviceValue } from '../values/device-value';
import { postTransform } from './post-transform';

/** The scores of a linear model, `[batch, targets]`. */
function linearScores(node: OperatorNode, targets: number): (x: Tensor) => Tensor {
  const coefficients = Float32Array.from(node.attribute('coefficients', 'floats') ?? []);
  const intercepts = Float32Array.from(node.attribute('intercepts', 'floats') ?? []);
  return (x) => {
    const rows = cast(x.rank === 1 ? reshape(x, [1, -1]) : x, 'float32');
    const product = matMul(rows, tensor(coefficients, [targets, coefficients.length / targets]), false, true);
    return intercepts.length > 0 ? add(product, tensor(intercepts)) : product;
  };
}

/** `LinearRegressor` of ai.onnx.ml. */
export const linearRegressor: Operator = (node) => {
  const transform = postTransform(node);
  const scores = linearScores(node, node.int('targets', 1));
  return ([x]) => new DeviceValue(transform(scores(x.tensor)));
};

/** `LinearClassifier` of ai.onnx.ml: the label (the index, of labels that are texts), and the scores `[batch, classes]`. */
export const linearClassifier: Operator = (node) => {
  const transform = postTransform(node);
  const labels = node.ints('classlabels_ints');
  const classes = (labels ?? node.attribute('classlabels_strings', 'strings') ?? []).length;
  const rows = node.attribute('intercepts', 'floats')?.length ?? classes;
  const scores = linearScores(node, rows);
  return ([x]) => {
    const raw = scores(x.tensor);
    const transformed = transform(raw);
    const isOneOfTwo = rows === 1 && classes === 2;
    const index = isOneOfTwo ? cast(greater(reshape(raw, [-1]), 0), 'int32') : argMax(raw, 1);
    const label = labels ? gather(tensor([...labels], undefined, 'int32'), index as Tensor) : index;
    const all = isOneOfTwo ? concat([sub(1, transformed), transformed], 1) : transformed;
    return [new DeviceValue(label as Tensor), new DeviceValue(all)];
  };
};
