import {
  add,
  argMax,
  cast,
  customGrad,
  gather,
  max,
  mean,
  min,
  reshape,
  sum,
  type Tensor,
  tensor,
} from '@tensorflow/tfjs-core';
import { ModelError, NoGradientError, type TreeEnsemble } from 'xai-base';
import { ensembleOf } from '../../../trees/ensemble-of';
import type { Operator } from '../../operator';
import type { OperatorNode } from '../../operator-node';
import { reserve } from '../../values/allowance';
import { DeviceValue } from '../../values/device-value';
import { transformScores } from '../post-transform';
import { leavesOf, walkOf } from './walk';

const aggregates: Readonly<Record<TreeEnsemble['aggregate'], (leaves: Tensor) => Tensor>> = {
  sum: (leaves) => sum(leaves, 1),
  average: (leaves) => mean(leaves, 1),
  min: (leaves) => min(leaves, 1),
  max: (leaves) => max(leaves, 1),
};

/** The scores of an ensemble, `[batch, outputs]`, before its transform. */
function rawScores(node: OperatorNode, ensemble: TreeEnsemble): (x: Tensor) => Tensor {
  const walk = walkOf(ensemble);
  for (const one of [walk.columns, walk.thresholds, walk.ways, walk.values, walk.roots]) node.own(one);
  const base = node.own(tensor([...ensemble.baseValues]));
  return (input) => {
    const rows = cast(input.rank === 1 ? reshape(input, [1, -1]) : input, 'float32');
    if (rows.rank !== 2 || (rows.shape[1] as number) < walk.width) {
      const expected = `[batch, at least ${walk.width}]`;
      throw new ModelError(
        `its trees look at column ${walk.width - 1} of a value of shape [${rows.shape}]; expected ${expected}.`,
        {
          argument: 'model',
          value: rows.shape,
          expected,
        },
      );
    }
    reserve([rows.shape[0], ensemble.trees.length, ensemble.outputs]);
    const scores = customGrad((x) => {
      const value = add(aggregates[ensemble.aggregate](leavesOf(walk, x as Tensor)), base);
      return { value, gradFunc: () => failForGradients(node.op) };
    });
    return scores(rows);
  };
}

/** @throws {NoGradientError} as trees are constant but for their steps */
function failForGradients(op: string): never {
  const message =
    `The model has an ensemble of trees (${op}), whose derivative is 0 wherever it has one. TreeSHAP explains it exactly: ` +
    'new TreeSHAP(await readTreeEnsemble(file)); and so do methods that need no gradients, such as KernelSHAP and Occlusion, explain it.';
  throw new NoGradientError(message, { argument: 'model', value: op, expected: 'a model that has gradients' });
}

/** `TreeEnsembleRegressor`, and `TreeEnsemble` of the operator set 5: the targets `[batch, targets]`. */
export const treeEnsembleRegressor: Operator = (node) => {
  const ensemble = ensembleOf(node);
  const scores = rawScores(node, ensemble);
  return ([x]) => new DeviceValue(transformScores(ensemble.transform, scores(x.tensor)));
};

/** `TreeEnsembleClassifier`: the label (the index, of labels that are texts), and the scores `[batch, classes]`. */
export const treeEnsembleClassifier: Operator = (node) => {
  const ensemble = ensembleOf(node);
  const scores = rawScores(node, ensemble);
  const labels = node.ints('classlabels_int64s');
  return ([x]) => {
    const raw = scores(x.tensor);
    const index = argMax(raw, 1);
    const label = labels ? gather(tensor([...labels], undefined, 'int32'), index as Tensor) : index;
    return [new DeviceValue(label as Tensor), new DeviceValue(transformScores(ensemble.transform, raw))];
  };
};
