import { slice, Tensor } from '@tensorflow/tfjs-core';
import { Explanation } from 'xai-base';

/**
 * The explanations of the samples of a batch, `[1, ...]` each.
 *
 * @param batch stays its owner's
 * @returns undefined where `val` has not a row a sample, such as that of CRP, which has one a feature
 */
export function splitExplanation(batch: Explanation): Explanation[] | undefined {
  const { val, outputSelection } = batch;
  return val.shape[0] === outputSelection.length ? outputSelection.map((_, at) => sampleOf(batch, at)) : undefined;
}

/** The explanation of a sample of a batch, with its part of the extras that have one a sample, and all of the others. */
export function sampleOf(
  { outputSelection, extras, analyzer, heatmap, ...tensors }: Explanation,
  at: number,
): Explanation {
  const samples = outputSelection.length;
  const row = (tensor: Tensor) => slice(tensor, at, 1);
  const partOf = (value: unknown) => {
    if (value instanceof Tensor) return value.shape[0] === samples ? row(value) : value.clone();
    return Array.isArray(value) && value.length === samples ? [value[at]] : value;
  };
  const own = extras && Object.fromEntries(Object.entries(extras).map(([name, value]) => [name, partOf(value)]));
  const { val, input, output } = tensors;
  const parts = { val: row(val), input: row(input), output: row(output), outputSelection: [outputSelection[at]] };
  return new Explanation({ ...parts, analyzer, heatmap, ...(own && { extras: own }) });
}
