import { type AnalyzeOptions, analyze, type Explanation, type Model } from 'xai-base';
import type { StagedMeasurement } from '../measurement';
import type { Metric } from '../metric';
import { CurveMoments } from '../table/curve-moments';
import type { MetricTask } from '../task/metric-task';
import { SharedWork } from '../task/shared-work';
import type { EvaluationBatch } from './batches';
import type { Judged } from './journal';
import type { Method } from './methods';

/** A batch, and all that is the same for all methods. */
export interface BatchTask extends EvaluationBatch {
  readonly model: Model;
  readonly firstSample: number;
  readonly shared: SharedWork;
  readonly options: AnalyzeOptions;
}

/**
 * Explains a batch once, and lets metrics judge the explanation.
 *
 * @param onJudged called after each metric
 */
export async function judgeBatch(
  { model, firstSample, shared, options, ...batch }: BatchTask,
  { analyzer, explain }: Method,
  metrics: readonly Metric[],
  onJudged: (metric: Metric, explanation: Explanation) => void,
): Promise<Judged> {
  const explanation = await analyze(batch.input, analyzer, batch.target, options);
  const ofMethod = new SharedWork(shared);
  const [scores, curves]: [Record<string, Float64Array>, Record<string, CurveMoments>] = [{}, {}];
  try {
    const task: MetricTask = { ...batch, model, analyzer, explain, attribution: explanation.val };
    for (const metric of metrics) {
      const measured = await metric.evaluate(task, { ...options, firstSample, shared: ofMethod });
      scores[metric.name] = measured.scores;
      const { curves: followed, stages } = measured as Partial<StagedMeasurement>;
      if (followed) curves[metric.name] = CurveMoments.of(followed, stages && namesOf(stages, followed[0].length));
      onJudged(metric, explanation);
    }
    return { scores, curves };
  } finally {
    explanation.dispose();
  }
}

/** The names of all points: the one before the first stage has none. */
function namesOf(stages: readonly string[], points: number): readonly string[] {
  return stages.length < points ? ['', ...stages] : stages;
}
