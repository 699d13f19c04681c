import {
  type AnalyzeOptions,
  Analyzer,
  analyze,
  checkOptions,
  describeValue,
  type Model,
  throwIfAborted,
  toModelView,
  ValueError,
  yieldToEventLoop,
} from 'xai-base';
import { Metric } from '../metric';
import { MetricTable } from '../table/metric-table';
import { countOf, type EvaluationData, forEachPiece } from './batches';

/** Methods by the names that the table gives them: an analyzer, or what makes one for the model. */
export type AnalyzersByName<M extends Model = Model> = Readonly<Record<string, Analyzer | ((model: M) => Analyzer)>>;

/**
 * Judges methods by metrics on the same samples. Each method explains a batch once, of the same outputs as the others, and all metrics judge that
 * explanation. Memory does not grow with the samples but by a number a method, metric and sample.
 *
 * @param analyzers methods by name
 * @param model the model that they explain
 * @param dataset the samples: a tensor, `{ input, target, masks }`, or an iterable of these, asynchronous or not
 * @param metrics metrics, whose names differ
 * @param options `batchSize` (64 by default), `seed`, `signal`, `executor`, and `onProgress`: scores done, of all (infinity while that is not known)
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
  options: AnalyzeOptions = {},
): Promise<MetricTable> {
  checkOptions(options, [], 'evaluate');
  toModelView(model);
  checkMetrics(metrics);
  const methods = methodsOf(analyzers, model);
  const scores = methods.map(({ name }) => ({ name, by: metrics.map(() => [] as number[]) }));
  const { onProgress, signal, batchSize = 64, ...rest } = options;
  const shared = { ...rest, signal, batchSize };
  let done = 0;
  await forEachPiece(dataset, batchSize, async ({ input, target, masks }, firstSample) => {
    const total = countOf(dataset) * methods.length * metrics.length;
    let selected = target;
    for (const [row, { analyzer }] of methods.entries()) {
      await yieldToEventLoop();
      throwIfAborted(signal);
      const explanation = await analyze(input, analyzer, selected, shared);
      try {
        selected ??= explanation.outputSelection;
        const task = { model, analyzer, input, masks, attribution: explanation.val, target: selected };
        for (const [column, metric] of metrics.entries()) {
          const measured = await metric.evaluate(task, { ...shared, firstSample });
          for (const score of measured.scores) scores[row].by[column].push(score);
          done += input.shape[0];
          onProgress?.({ done, total });
        }
      } finally {
        explanation.dispose();
      }
    }
  });
  const byName = scores.map(({ name, by }) => [
    name,
    Object.fromEntries(metrics.map((metric, column) => [metric.name, by[column]])),
  ]);
  return new MetricTable(metrics, Object.fromEntries(byName));
}

function methodsOf<M extends Model>(analyzers: AnalyzersByName<M>, model: M): { name: string; analyzer: Analyzer }[] {
  const expected = 'an object of analyzers, or functions that make one for the model, by name';
  if (typeof analyzers !== 'object' || analyzers === null || Object.keys(analyzers).length === 0) {
    const message = `analyzers is ${describeValue(analyzers)}; expected ${expected}.`;
    throw new ValueError(message, { argument: 'analyzers', value: analyzers, expected });
  }
  return Object.entries(analyzers).map(([name, given]) => {
    const analyzer: unknown = given instanceof Analyzer || typeof given !== 'function' ? given : given(model);
    if (analyzer instanceof Analyzer) return { name, analyzer };
    const message = `analyzers.${name} gives ${describeValue(analyzer)}; expected ${expected}.`;
    throw new ValueError(message, { argument: 'analyzers', value: analyzer, expected });
  });
}

function checkMetrics(metrics: readonly Metric[]): void {
  const names = new Set<string>();
  const expected = 'a list of at least one metric, such as [new Deletion()]';
  if (!Array.isArray(metrics) || metrics.length === 0) {
    const message = `metrics is ${describeValue(metrics)}; expected ${expected}.`;
    throw new ValueError(message, { argument: 'metrics', value: metrics, expected });
  }
  for (const metric of metrics) {
    if (!(metric instanceof Metric)) {
      const message = `metrics holds ${describeValue(metric)}; expected ${expected}.`;
      throw new ValueError(message, { argument: 'metrics', value: metric, expected });
    }
    if (names.has(metric.name)) {
      const apart = 'metrics whose names differ';
      const message = `metrics holds ${metric.name} twice; expected ${apart}. Name one in a subclass: class Black extends ${metric.name} { override readonly name = 'Black'; }.`;
      throw new ValueError(message, { argument: 'metrics', value: metric.name, expected: apart });
    }
    names.add(metric.name);
  }
}
