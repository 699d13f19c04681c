import { checkKeys, checkOptions, describeValue, ValueError, wrongValue } from 'xai-base';
import type { Measurement } from './measurement';
import { type MetricOptions, type MetricTask, taskNames } from './task/metric-task';
import { readSamples, type Samples } from './task/samples';

/** What a metric judges. */
export type MetricCategory =
  | 'faithfulness'
  | 'robustness'
  | 'localisation'
  | 'complexity'
  | 'randomisation'
  | 'axioms'
  | 'truth';

/**
 * A metric of explanations. A new one is a subclass with one method to write, `measure`.
 *
 * @example
 * ```ts
 * class Negative extends Metric {
 *   readonly name = 'Negative';
 *   readonly category = 'complexity';
 *   readonly better = 'low';
 *   protected async measure(task: MetricTask, { batch }: Samples) {
 *     const values = await task.attribution!.data();
 *     const size = values.length / batch;
 *     const count = (sample: number) => values.slice(sample * size, (sample + 1) * size).filter((value) => value < 0).length;
 *     return { scores: Float64Array.from({ length: batch }, (_, sample) => count(sample)) };
 *   }
 * }
 * const task = { input: tf.tensor2d([[1, 2, 3]]), attribution: tf.tensor2d([[-1, 0, -2]]) };
 * (await new Negative().evaluate(task)).scores; // => [2]
 * ```
 */
export abstract class Metric<Result extends Measurement = Measurement> {
  /** The metric's name, as tables carry it. */
  abstract readonly name: string;
  /** What it judges. */
  abstract readonly category: MetricCategory;
  /** Whether a low or a high score speaks for an explanation. */
  abstract readonly better: 'low' | 'high';
  /** Whether a sample is judged by itself, or by all samples of the data set, which then come in one task. */
  readonly judges: 'samples' | 'dataset' = 'samples';

  /** Whether it explains other models than that of the task, so that it needs `explain`: what makes the method for a model. */
  readonly changesModel: boolean = false;

  /**
   * Judges the explanations of a batch.
   *
   * @param task the samples, their explanations, and what the metric needs to judge them
   * @param options signal, progress (in evaluations of the model), batch size, seed, and the number of the first sample
   * @returns one score a sample, and what else the metric says
   * @throws {ValueError} for something in the task that is missing, misspelt or not finite
   * @throws {ShapeError} for explanations, masks or draws that do not fit the samples
   * @throws {AbortError} when the signal fires
   */
  async evaluate(task: MetricTask, options: MetricOptions = {}): Promise<Result> {
    checkTask(task, this.name);
    checkOptions(options, ['firstSample', 'shared'], this.name);
    const { firstSample = 0 } = options;
    if (!Number.isSafeInteger(firstSample) || firstSample < 0) {
      const expected = 'an integer of at least 0';
      throw wrongValue('firstSample', firstSample, expected);
    }
    const read = () => readSamples(task.input);
    return this.measure(task, await (options.shared?.onceInBatch('samples', read) ?? read()), options);
  }

  /**
   * The metric itself.
   *
   * @param task as it was given
   * @param samples the input's values
   */
  protected abstract measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Result>;
}

function checkTask(task: MetricTask, owner: string): void {
  if (typeof task !== 'object' || task === null || Array.isArray(task)) {
    const expected = 'an object { input, attribution, ... }';
    const message = `${owner} was given ${describeValue(task)}; expected ${expected}.`;
    throw new ValueError(message, { argument: 'task', value: task, expected });
  }
  checkKeys(task, taskNames, `${owner}.evaluate`);
}
