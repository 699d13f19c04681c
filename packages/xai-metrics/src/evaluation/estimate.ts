import type { Tensor } from '@tensorflow/tfjs-core';
import {
  type AnalyzeOptions,
  analyze,
  checkOptions,
  checkPositiveInteger,
  type Model,
  type Progress,
  toModelView,
} from 'xai-base';
import type { Metric } from '../metric';
import { checkFlag } from '../task/check-settings';
import { SharedWork } from '../task/shared-work';
import { Tally } from '../task/tally';
import { batchesOf, type EvaluationBatch, type EvaluationData, forEachPiece } from './batches';
import { checkMetrics } from './check-metrics';
import { type AnalyzersByName, type Method, methodsOf } from './methods';
import { targetOf } from './target-of';

/** The options of {@link estimate}. */
export interface EstimateOptions extends Pick<AnalyzeOptions, 'seed' | 'executor' | 'signal' | 'batchSize'> {
  /** How many samples will be judged; 1 by default. */
  samples?: number;
  /** Whether `random`, `edges` and `input` will be judged, too; true by default. */
  baselines?: boolean;
}

/** What judging a method takes. */
export interface MethodEstimate {
  readonly name: string;
  /** How many evaluations of the model an explanation takes, as the method reports its progress. */
  readonly explanation: number;
  /** How many times a sample and its neighbours are explained. */
  readonly explanations: number;
  /** How many evaluations a sample takes: those of the metrics, and of all explanations. */
  readonly perSample: number;
}

/** What an evaluation will take, in evaluations of the model: samples, not batches. */
export interface Estimate {
  readonly samples: number;
  readonly methods: readonly MethodEstimate[];
  /** Those of a sample, by all methods; what these share is in that of the first. */
  readonly perSample: number;
  /** All of it. */
  readonly evaluations: number;
}

/**
 * What {@link evaluate} will take, before it starts: each method explains one sample, and the metrics are gone through without asking the model, so that what they share is
 * counted once. Samples that take more steps than the first, such as those with more segments, take more.
 *
 * @param dataset of which the first sample is taken
 * @throws {ValueError} as `evaluate`
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const rows = tf.tensor2d([[3, 1], [0, 2]]);
 * const options = { samples: 1000, baselines: false };
 * const { perSample, evaluations } = await estimate({ Input: new InputAttribution(model) }, model, rows, [new Deletion(), new Insertion()], options);
 * perSample; // => 8
 * evaluations; // => 8000
 * ```
 */
export async function estimate<M extends Model>(
  analyzers: AnalyzersByName<M>,
  model: M,
  dataset: EvaluationData,
  metrics: readonly Metric[],
  options: EstimateOptions = {},
): Promise<Estimate> {
  const { samples = 1, baselines = true, ...rest } = options;
  checkOptions(rest, [], 'estimate');
  checkPositiveInteger('samples', samples);
  checkFlag('baselines', baselines);
  toModelView(model);
  const methods = methodsOf(analyzers, model, baselines);
  await checkMetrics(metrics, methods, model);
  const found: MethodEstimate[] = [];
  await forEachPiece(first(dataset), 1, async (piece, firstSample) => {
    if (firstSample > 0) return;
    const shared = new SharedWork(undefined, new Tally());
    for (const method of methods)
      found.push(await estimateOf(method, { ...piece, model }, metrics, { ...rest, shared }));
  });
  const perSample = found.reduce((sum, method) => sum + method.perSample, 0);
  return { samples, methods: found, perSample, evaluations: samples * perSample };
}

/** The first of the batches that come. */
async function* first(dataset: EvaluationData): AsyncIterable<Tensor | EvaluationBatch> {
  for await (const batch of batchesOf(dataset)) {
    yield batch;
    return;
  }
}

/** What a method takes for a sample, by metrics that find in shared work what others have done. */
async function estimateOf(
  { name, analyzer, explain }: Method,
  { model, ...sample }: EvaluationBatch & { readonly model: Model },
  metrics: readonly Metric[],
  { shared, ...options }: AnalyzeOptions & { readonly shared: SharedWork },
): Promise<MethodEstimate> {
  const tally = shared.tally!;
  const before = tally.next();
  const ofMethod = new SharedWork(shared, tally);
  const target = await targetOf(sample, model, options, ofMethod);
  const ofDataset = new SharedWork(undefined, tally);
  let explanation = 1;
  const onProgress = ({ total }: Progress) => {
    explanation = total;
  };
  const explained = await analyze(sample.input, analyzer, target, { ...options, onProgress });
  try {
    const task = { ...sample, target, model, analyzer, explain, attribution: explained.val };
    for (const metric of metrics) {
      const isOfSamples = metric.judges === 'samples';
      await metric.evaluate(task, { ...options, shared: isOfSamples ? ofMethod : ofDataset });
    }
  } finally {
    explained.dispose();
  }
  const isAnyOfDataset = metrics.some(({ judges }) => judges === 'dataset'); // which is explained for them again
  const explanations = 1 + tally.explanations - before.explanations + (isAnyOfDataset ? 1 : 0);
  const evaluations = tally.evaluations - before.evaluations;
  return { name, explanation, explanations, perSample: evaluations + explanation * explanations };
}
