import type { Features, Sample } from '../perturbation/features';
import type { Evaluator } from './evaluator';

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
  const rows = {
    count: count * references,
    shape: sample.shape,
    dtype,
    write(index: number, row: Float32Array | Int32Array | Uint8Array) {
      if (index % references === 0) kept = coalition(index / references);
      features.write(kept, index % references, row);
    },
  };
  await evaluator.evaluate(rows, (index, outputs) => {
    const reference = index % references;
    if (reference === 0) means = new Float64Array(outputs.length);
    for (let c = 0; c < outputs.length; c++) means[c] += referenceWeights[reference] * outputs[c];
    if (reference === references - 1) take((index - reference) / references, means);
  });
}
