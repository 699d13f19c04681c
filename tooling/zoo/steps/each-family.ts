import type { Tensor } from '@tensorflow/tfjs-core';
import type { Model } from 'xai-base';
import type { Outcome, StepName } from '../report/report';
import { explain, families } from './explain';
import { measure } from './measure';

/** Explains a model by every family of methods. */
export async function eachFamily(
  model: Model,
  input: Tensor,
  path: readonly number[],
): Promise<Partial<Record<StepName, Outcome>>> {
  const outcomes: Partial<Record<StepName, Outcome>> = {};
  for (const [step, family] of Object.entries(families)) {
    outcomes[step as StepName] = await measure(async () => explain(family, model, input, path));
  }
  return outcomes;
}
