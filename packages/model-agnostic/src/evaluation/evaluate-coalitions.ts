import type { Tensor } from '@tensorflow/tfjs-core';
import type { Features, Sample } from '../perturbation/features';
import type { Evaluator, Rows } from './evaluator';

/**
 * What the model says when only the features of a coalition are there: the weighted mean over the references.
 *
 * @param count how many coalitions
 * @param coalition one number a feature, see {@link Features.write}; it is read before the next one is asked for
 * @param take is given the mean outputs `[classes]` of each coalition in order, only valid during the call
 */
export async function evaluateCoalitions(
  evaluator: Evaluator,
  { sample, features }: { sample: Sample; features: Features },
  count: number,
  coalition: (index: number) => ArrayLike<number>,
  take: (index: number, outputs: Float64Array) => void,
): Promise<void> {
  const { referenceWeights, dtype } = features;
  const references = referenceWeights.length;
  let kept: ArrayLike<number> = [];
  let means = new Float64Array();
  const written: Rows = {
    count: count * references,
    shape: sample.shape,
    dtype,
    write(index, row) {
      if (index % references === 0) kept = coalition(index / references);
      features.write(kept, index % references, row);
    },
  };
  const made: Rows = {
    count,
    shape: [features.count],
    dtype: 'float32',
    write: (index, row) => row.set(coalition(index)),
    toInput: (rows) => features.inputs?.(rows) as Tensor,
  };
  await evaluator.evaluate(features.inputs && references === 1 ? made : written, (index, outputs) => {
    const reference = index % references;
    if (means.length !== outputs.length) means = new Float64Array(outputs.length);
    if (reference === 0) means.fill(0);
    for (let c = 0; c < outputs.length; c++) means[c] += referenceWeights[reference] * outputs[c];
    if (reference === references - 1) take((index - reference) / references, means);
  });
}
