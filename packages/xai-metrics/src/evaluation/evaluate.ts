import { type AnalyzeOptions, checkOptions, type Model, throwIfAborted, toModelView, yieldToEventLoop } from 'xai-base';
import type { Metric } from '../metric';
import type { MetricTable } from '../table/metric-table';
import { checkFlag } from '../task/check-settings';
import { SharedWork } from '../task/shared-work';
import { countOf, type EvaluationData, forEachPiece } from './batches';
import { checkMetrics } from './check-metrics';
import { type Journal, type Judged, resume } from './journal';
import { judgeBatch } from './judge-batch';
import { WholeDataset } from './judge-dataset';
import { type AnalyzersByName, methodsOf } from './methods';
import { Rows } from './rows';
import { checkShare, everything, type Share } from './share';
import { targetOf } from './target-of';

/** The options of {@link evaluate}: those of an analysis, and its own. */
export interface EvaluateOptions extends AnalyzeOptions {
  /** Where it is written down what is done: an evaluation that was killed, started again with the same, goes on and gives the same table. */
  journal?: Journal;
  /** Which part of the batches is judged, where several workers share them: see {@link Share}. */
  share?: Share;
  /** Whether there are rows of what methods must be better than: `random`, `edges` and `input`; true by default. */
  baselines?: boolean;
}

/**
 * Judges methods by metrics on the same samples. Each method explains a batch once, of the same outputs as the others, and all metrics judge that
 * explanation; what they need of the model's answers is computed once. The rows `random`, `edges` and `input` are what a method must be better than. Memory does
 * not grow with the samples but by a number a method, metric and sample (and by the explanations, where a metric judges a whole data set, as
 * `Sufficiency` does).
 *
 * @param analyzers methods by name
 * @param model the model that they explain
 * @param dataset the samples: a tensor, `{ input, target, masks, segments, truth }`, or an iterable of these, asynchronous or not
 * @param metrics metrics, whose names differ
 * @param options `batchSize` (64 by default), `seed`, `signal`, `executor`, `onProgress`: scores done, of all (infinity while that is not known), `journal`, which
 * makes it resumable, `share`, which leaves the rest of the batches to other workers, and `baselines: false`, which leaves those rows out
 * @returns a table of all scores
 * @throws {ValueError} for methods, metrics or samples that are none, and for what a metric needs that the samples do not bring
 * @throws {AbortError} when the signal fires
 *
 * @example
 * ```ts
 * class InputItself extends Analyzer {
 *   readonly name = 'InputItself';
 *   protected async explain(input: tf.Tensor) {
 *     const outputSelection = new Array(input.shape[0]).fill(0);
 *     const parts = { val: input.clone(), input: input.clone(), output: tf.sum(input, -1, true), outputSelection };
 *     return new Explanation({ ...parts, analyzer: this.name, heatmap: this.heatmap });
 *   }
 * }
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const images = tf.tensor2d([[3, 1], [0, 2]]);
 * const table = await evaluate({ Input: new InputItself() }, model, images, [new Completeness(), new Sparseness()]);
 * table.values('Input', 'Completeness'); // => [0, 0]
 * table.values('Input', 'Sparseness'); // => [0.25, 0.5]
 * ```
 */
export async function evaluate<M extends Model>(
  analyzers: AnalyzersByName<M>,
  model: M,
  dataset: EvaluationData,
  metrics: readonly Metric[],
  options: EvaluateOptions = {},
): Promise<MetricTable> {
  checkOptions(options, ['journal', 'share', 'baselines'], 'evaluate');
  const { onProgress, batchSize = 64, journal, share = everything, baselines = true, ...rest } = options;
  checkFlag('baselines', baselines);
  checkShare(share);
  toModelView(model);
  const methods = methodsOf(analyzers, model, baselines);
  await checkMetrics(metrics, methods, model);
  const shared = { ...rest, batchSize };
  const names = { methods: methods.map(({ name }) => name), metrics: metrics.map(({ name }) => name) };
  const before = await resume(journal, { ...names, seed: rest.seed ?? 0, batchSize });
  const [ofSamples, ofDataset] = [metrics.filter(isOfSamples), metrics.filter((metric) => !isOfSamples(metric))];
  const rows = new Rows(names);
  const whole = new WholeDataset();
  let [done, batches] = [0, 0];
  const progress = (count: number) => {
    done += count;
    onProgress?.({ done, total: countOf(dataset) * methods.length * metrics.length });
  };
  await forEachPiece(dataset, batchSize, async (piece, firstSample) => {
    if (batches++ % share.of !== share.index) return;
    const [count] = piece.input.shape;
    const work = new SharedWork();
    const target = await targetOf(piece, model, shared, work);
    const task = { ...piece, target, model, firstSample, shared: work, options: shared };
    for (const method of methods) {
      await yieldToEventLoop();
      throwIfAborted(rest.signal);
      let judged = before.done(firstSample, count, method.name);
      if (judged) progress(count * ofSamples.length);
      else {
        judged = await judgeBatch(task, method, ofSamples, () => progress(count));
        await before.write(firstSample, count, method.name, judged);
      }
      rows.add(method.name, judged);
    }
    if (ofDataset.length === 0) return;
    if (share.of === 1) await whole.add(task, methods);
    else for (const { name } of methods) rows.add(name, undefinedFor(ofDataset, count));
  });
  if (whole.count > 0)
    for (const method of methods) {
      const scores = await whole.judge(model, method, ofDataset, shared);
      rows.add(method.name, { scores, curves: {} });
      progress(ofDataset.length * whole.count);
    }
  return rows.table(metrics);
}

function undefinedFor(metrics: readonly Metric[], count: number): Judged {
  const scores = metrics.map(({ name }) => [name, new Float64Array(count).fill(Number.NaN)]);
  return { scores: Object.fromEntries(scores), curves: {} };
}

function isOfSamples({ judges }: Metric): boolean {
  return judges === 'samples';
}
