import type { AnalyzeOptions, Model } from 'xai-base';
import { ExplainedOutputs } from '../task/explained-outputs';
import { readSamples } from '../task/samples';
import type { SharedWork } from '../task/shared-work';
import type { EvaluationBatch } from './batches';

/** What is explained: the target of the samples, or their most activated outputs, of the unchanged samples. */
export async function targetOf(
  { input, target }: EvaluationBatch,
  model: Model,
  options: AnalyzeOptions,
  shared: SharedWork,
): Promise<EvaluationBatch['target']> {
  if (target !== undefined) return target;
  const samples = await shared.once('samples', () => readSamples(input));
  const { predicted } = await ExplainedOutputs.of({ input, model }, samples, { ...options, shared });
  return Array.from(predicted);
}
