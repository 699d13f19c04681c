import { Tensor, tidy } from '@tensorflow/tfjs-core';
import { batchesOf, inBatches } from 'xai-base';
import { checkBatchShape } from '../session/check-shape';
import { DisposedModelError } from '../session/errors';
import { notTensor } from '../session/to-elements';
import { type Call, finished, givenValues, type Tensors } from './call';
import { checkCut, featureMapsIn, splitAt } from './cut-model';
import type { DifferentiableModel, FeatureMaps } from './differentiable-model';
import { checkInputs } from './graph-value';

/**
 * A program as a function of a batch.
 *
 * @param readWeights the way to the weights
 */
export function modelFunction(call: Call, readWeights: DifferentiableModel['readWeights']): DifferentiableModel {
  const { program, input, inputs, outputs } = call;
  let isDisposed = false;
  const check = (batch: Tensor, others: Tensors): number => {
    if (isDisposed) {
      throw new DisposedModelError('The model was disposed; read it again: readOnnx(file).', { argument: 'model' });
    }
    if (!(batch instanceof Tensor)) throw notTensor(input.name, batch);
    checkBatchShape(batch.shape, input, inputs, call.channelsFirst);
    checkInputs(
      call.others.map(({ name }) => name).filter((name) => program.needs(name) && !Object.hasOwn(others, name)),
    );
    const [stated] = input.shape;
    return typeof stated === 'number' ? stated : batch.shape[0];
  };
  const evaluate = (batch: Tensor, others: Tensors = {}): Tensor => {
    const rows = check(batch, others);
    return tidy(() => inBatches(batch, rows, (part) => run(call, part, others)));
  };
  const dispose = () => {
    isDisposed = true;
    program.dispose();
  };
  const { classes } = call.output;
  return Object.assign(evaluate, {
    ...{ inputs, outputs, dispose, readWeights },
    ...(classes && { classNames: classes }),
    ...(typeof input.shape[0] === 'number' && { rows: input.shape[0] }),
    cutAt: (name: string) => {
      checkCut(program, name);
      return (batch: Tensor, others: Tensors = {}) => {
        const rows = check(batch, others);
        return splitAt({ call, name, others }, batch, rows);
      };
    },
    featureMaps: (batch: Tensor, others: Tensors = {}) => {
      const rows = check(batch, others);
      let maps: readonly FeatureMaps[] = [];
      tidy(() => {
        maps = featureMapsIn(call, batchesOf([batch], rows)[0][0], others);
      });
      return maps;
    },
  });
}

function run(call: Call, batch: Tensor, others: Tensors): Tensor {
  return finished(call, call.program.run(givenValues(call, batch, others)), batch.shape[0]);
}
