import type { Features, Sample } from 'xai-base';
import { evaluateCoalitions } from '../evaluation/evaluate-coalitions';
import type { Evaluator } from '../evaluation/evaluator';
import type { MaskDrawer } from './masks/mask-source';

/** The keep probabilities that are tried. */
export const candidates: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** What keep probabilities are tried with. */
export interface Trial {
  readonly evaluator: Evaluator;
  readonly sample: Sample;
  readonly features: Features;
  /** How many masks each is tried with. */
  readonly masks: number;
}

/**
 * The keep probability under which the model's outputs differ most: that with the largest standard deviation of an
 * output, over the outputs; of equal ones the first.
 *
 * @param drawerOf the masks for a keep probability
 */
export async function tuneKeepProbability(
  trial: Trial,
  drawerOf: (keepProbability: number) => MaskDrawer,
): Promise<number> {
  let best = { keepProbability: candidates[0], deviation: -1 };
  for (const keepProbability of candidates) {
    const deviation = await deviationUnder(trial, drawerOf(keepProbability));
    if (deviation > best.deviation) best = { keepProbability, deviation };
  }
  return best.keepProbability;
}

/** The standard deviation of the outputs under masks; of several outputs the largest. */
export async function deviationUnder({ masks, ...trial }: Trial, draw: MaskDrawer): Promise<number> {
  const outputs: Float64Array[] = [];
  const take = (_: number, output: Float64Array) => void outputs.push(output.slice());
  await evaluateCoalitions(trial.evaluator, trial, { count: masks, write: draw }, take);
  return outputs[0].reduce((most, _value, index) => Math.max(most, deviationOf(outputs, index)), 0);
}

function deviationOf(outputs: readonly Float64Array[], index: number): number {
  const mean = outputs.reduce((sum, output) => sum + output[index], 0) / outputs.length;
  return Math.sqrt(outputs.reduce((sum, output) => sum + (output[index] - mean) ** 2, 0) / outputs.length);
}
