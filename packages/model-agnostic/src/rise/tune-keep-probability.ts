import { type Drawing, evaluateMasks, type Masked } from './evaluate-masks';

/** The keep probabilities that are tried. */
export const candidates: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * The keep probability under which the model's outputs differ most: that with the largest standard deviation of an
 * output, over the outputs; of equal ones the first.
 *
 * @param count how many masks each is tried with
 * @param drawing the masks for a keep probability
 */
export async function tuneKeepProbability(
  masked: Masked,
  count: number,
  drawing: (keepProbability: number) => Drawing,
): Promise<number> {
  let best = { keepProbability: candidates[0], deviation: -1 };
  for (const keepProbability of candidates) {
    const deviation = await deviationUnder(masked, { count, ...drawing(keepProbability) });
    if (deviation > best.deviation) best = { keepProbability, deviation };
  }
  return best.keepProbability;
}

/** The standard deviation of the outputs under masks; of several outputs the largest. */
export async function deviationUnder(masked: Masked, masks: Drawing & { count: number }): Promise<number> {
  const outputs: Float64Array[] = [];
  await evaluateMasks(masked, masks, (output) => void outputs.push(output.slice()));
  return outputs[0].reduce((most, _value, index) => Math.max(most, deviationOf(outputs, index)), 0);
}

function deviationOf(outputs: readonly Float64Array[], index: number): number {
  const mean = outputs.reduce((sum, output) => sum + output[index], 0) / outputs.length;
  return Math.sqrt(outputs.reduce((sum, output) => sum + (output[index] - mean) ** 2, 0) / outputs.length);
}
