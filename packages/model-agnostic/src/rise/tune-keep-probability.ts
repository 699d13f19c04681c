import { evaluateCoalitions } from '../evaluation/evaluate-coalitions';
import type { Evaluator } from '../evaluation/evaluator';
import type { Features, Sample } from '../perturbation/features';
import type { MaskDrawer } from './masks/mask-source';

/** The keep probabilities that are tried. */
export const candidates: readonly number[] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** How many masks each is tried with. */
export const masksPerCandidate = 100;

/**
 * The keep probability under which the model's outputs differ most: that with the largest standard deviation of an
 * output, over the outputs; of equal ones the first.
 *
 * @param drawerOf the masks for a keep probability
 */
export async function tuneKeepProbability(
  evaluator: Evaluator,
  parts: { sample: Sample; features: Features },
  drawerOf: (keepProbability: number) => MaskDrawer,
): Promise<number> {
  const mask = new Float32Array(parts.features.count);
  let best = { keepProbability: candidates[0], deviation: -1 };
  for (const keepProbability of candidates) {
    const draw = drawerOf(keepProbability);
    const outputs: Float64Array[] = [];
    const next = (index: number) => {
      draw(index, mask);
      return mask;
    };
    await evaluateCoalitions(evaluator, parts, masksPerCandidate, next, (_, output) => void outputs.push(output));
    const deviation = Math.max(...outputs[0].map((_, index) => deviationOf(outputs.map((output) => output[index]))));
    if (deviation > best.deviation) best = { keepProbability, deviation };
  }
  return best.keepProbability;
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
