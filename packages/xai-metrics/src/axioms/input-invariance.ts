import { add, sub, type Tensor } from '@tensorflow/tfjs-core';
import { checkKeys, inExecutorScope, toModelView, ValueError } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { checkAboveZero, checkSetting } from '../task/check-settings';
import { explainRows } from '../task/explained-rows';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { missing } from '../task/read-attribution';
import type { Samples } from '../task/samples';

/** The settings of {@link InputInvariance}. */
export interface InputInvarianceSettings {
  /** What is added to every feature; -1 by default. */
  shift?: number;
  /** Up to which share of the largest magnitude an explanation counts as the same; 1e-3 by default. */
  tolerance?: number;
}

/** What {@link InputInvariance} says of a batch. */
export interface InputInvarianceMeasurement extends Measurement {
  /** The largest difference between the two explanations of a sample, over the largest magnitude of the first. */
  readonly deviation: Float64Array;
}

/**
 * Whether an explanation stays when a constant is added to the input of a model that takes it off again, `g(x) = f(x - shift)`: both models say the same of
 * the same things. Score: 1 where it stays, and 0 elsewhere; NaN where it is 0 everywhere. It needs `explain` in the task, which makes the method for a
 * model, and a model of quantities.
 *
 * @see P.-J. Kindermans et al.: The (Un)reliability of Saliency Methods (2019)
 *
 * @example
 * ```ts
 * class Output extends ProgramAnalyzer {
 *   readonly name = 'InputTimesGradient';
 *   protected attribute(input: tf.Tensor, select: (output: tf.Tensor) => tf.Tensor) {
 *     const { gradient, output, mask } = differentiate((x) => this.model.forward(x), input, select);
 *     return { val: tf.mul(input, gradient), output, mask };
 *   }
 * }
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const task = { model, explain: (one: Model) => new Output(toModelView(one)), input: tf.tensor2d([[3, 2]]), target: 0 };
 * (await new InputInvariance().evaluate(task)).scores; // => [0]
 * ```
 */
export class InputInvariance extends Metric<InputInvarianceMeasurement> {
  readonly name: string = 'InputInvariance';
  readonly category = 'axioms';
  readonly better = 'high';
  override readonly changesModel = true;

  /** @throws {ValueError} for a setting that does not exist, or a number that is none */
  constructor(private readonly settings: InputInvarianceSettings = {}) {
    super();
    checkKeys(settings, ['shift', 'tolerance'], 'InputInvariance');
    const { shift = -1, tolerance = 1e-3 } = settings;
    checkSetting('shift', shift, Number.isFinite(shift) && shift !== 0, 'a number other than 0');
    checkAboveZero('tolerance', tolerance);
  }

  protected async measure(
    task: MetricTask,
    samples: Samples,
    options: MetricOptions,
  ): Promise<InputInvarianceMeasurement> {
    const { shift = -1, tolerance = 1e-3 } = this.settings;
    const { model, explain, target } = task;
    if (model === undefined) throw missing('model', 'the model that was explained');
    if (explain === undefined) throw missing('explain', 'what makes the method, such as (m) => new Gradient(m)');
    const view = toModelView(model);
    if (view.readsIndices !== undefined) {
      const expected = 'a model that reads quantities';
      const message = `A constant would be added to indices: ${view.readsIndices}; expected ${expected}.`;
      throw new ValueError(message, { argument: 'model', value: view.readsIndices, expected });
    }
    const moved = (x: Tensor) => view.forward(sub(x, shift));
    const input = add(task.input, shift);
    try {
      const total = 2 * samples.batch;
      const before = await explainRows(task.input, explain(model), target, options);
      options.onProgress?.({ done: samples.batch, total });
      const after = await inExecutorScope(options, (own) =>
        explainRows(input, explain(moved), target ?? before.selection, own),
      );
      options.onProgress?.({ done: total, total });
      const deviation = Float64Array.from({ length: samples.batch }, (_, sample) => {
        const [values, others] = [before.row(sample), after.row(sample)];
        let [difference, largest] = [0, 0];
        for (let k = 0; k < values.length; k++) {
          difference = Math.max(difference, Math.abs(others[k] - values[k]));
          largest = Math.max(largest, Math.abs(values[k]));
        }
        return largest === 0 ? Number.NaN : difference / largest;
      });
      return { scores: deviation.map((one) => (Number.isNaN(one) ? one : Number(one <= tolerance))), deviation };
    } finally {
      input.dispose();
    }
  }
}
