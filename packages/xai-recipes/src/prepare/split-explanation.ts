import { slice, Tensor } from '@tensorflow/tfjs-core';
import { Explanation } from 'xai-base';

/**
 * The explanations of the samples of a batch, `[1, ...]` each. Of the extras, each gets its own part of what has one a sample, and all of the rest.
 *
 * @param batch stays its owner's
 * @returns undefined where `val` has not a row a sample, such as that of CRP, which has one a feature
 */
export function splitExplanation(batch: Explanation): Explanation[] | undefined {
  const samples = batch.outputSelection.length;
  if (batch.val.shape[0] !== samples) return undefined;
  const { val, input, output, outputSelection, analyzer, heatmap, extras } = batch;
  return outputSelection.map((selection, at) => {
    const row = (tensor: Tensor) => slice(tensor, at, 1);
    const partOf = (value: unknown) => {
      if (value instanceof Tensor) return value.shape[0] === samples ? row(value) : value.clone();
      return Array.isArray(value) && value.length === samples ? [value[at]] : value;
    };
    const own = extras && Object.fromEntries(Object.entries(extras).map(([name, value]) => [name, partOf(value)]));
    const parts = { val: row(val), input: row(input), output: row(output), outputSelection: [selection] };
    return new Explanation({ ...parts, analyzer, heatmap, ...(own && { extras: own }) });
  });
}
