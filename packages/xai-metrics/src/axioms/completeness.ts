import { type Background, checkKeys } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { checkBaseline, readBaseline } from '../task/baseline';
import { ExplainedOutputs } from '../task/explained-outputs';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { readAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';

/** The settings of {@link Completeness}. */
export interface CompletenessSettings {
  /** The input from which the explanation counts; 0 by default. */
  baseline?: Background;
}

/** What {@link Completeness} says of a batch. */
export interface CompletenessMeasurement extends Measurement {
  /** The sum of the attributions less what they should sum up to, with its sign. */
  readonly errors: Float64Array;
  /** The magnitude of the error over that of what the attributions should sum up to; NaN where that is 0. */
  readonly relative: Float64Array;
}

/**
 * Whether the attributions sum up to what they explain, `f(x) - f(baseline)`. Score: the magnitude of the difference.
 *
 * @see M. Sundararajan, A. Taly, Q. Yan: Axiomatic Attribution for Deep Networks (2017)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const task = { model, input: tf.tensor2d([[3, 1]]), attribution: tf.tensor2d([[2, 1]]), target: 0 };
 * (await new Completeness().evaluate(task)).errors; // => [-1]
 * ```
 */
export class Completeness extends Metric<CompletenessMeasurement> {
  readonly name: string = 'Completeness';
  readonly category = 'axioms';
  readonly better = 'low';
  private readonly baseline: Background;

  /** @throws {ValueError} for a setting that does not exist, or a baseline that is none */
  constructor(settings: CompletenessSettings = {}) {
    super();
    checkKeys(settings, ['baseline'], 'Completeness');
    this.baseline = settings.baseline ?? 0;
    checkBaseline(this.baseline);
  }

  protected async measure(
    task: MetricTask,
    samples: Samples,
    options: MetricOptions,
  ): Promise<CompletenessMeasurement> {
    const attributions = await readAttribution(task, samples);
    const outputs = await ExplainedOutputs.of(task, samples, options);
    const absent = await readBaseline(this.baseline, samples);
    const bare = await outputs.ofVariants(1, (sample, _, into) => into.set(absent(sample)));
    const due = outputs.clean.map((value, sample) => value - bare[sample][0]);
    const errors = due.map((value, sample) => sumOf(attributions.row(sample)) - value);
    const scores = errors.map(Math.abs);
    return { scores, errors, relative: scores.map((error, sample) => relativeTo(error, due[sample])) };
  }
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum;
}

function relativeTo(error: number, due: number): number {
  return due === 0 ? Number.NaN : error / Math.abs(due);
}
