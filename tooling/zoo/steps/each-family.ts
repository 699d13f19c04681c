import type { Tensor } from '@tensorflow/tfjs-core';
import type { Executor, Model } from 'xai-base';
import type { Outcomes } from '../report/report';
import { explain, type FamilyName, families } from './explain';
import { measure } from './measure';

/** What is done in the place of a family's methods on the model as it is. */
export type Instead = Partial<Record<FamilyName, () => ReturnType<typeof explain>>>;

/** Explains a model by every family of methods. */
export async function eachFamily(
  outcomes: Outcomes,
  model: Model,
  input: Tensor,
  path: readonly number[],
  instead: Instead = {},
  executor?: Executor,
): Promise<void> {
  for (const name of Object.keys(families) as FamilyName[]) {
    outcomes[name] = await measure(
      instead[name] ?? (async () => explain(families[name], model, input, path, executor)),
    );
  }
}
