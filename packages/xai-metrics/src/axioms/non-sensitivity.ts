import { type Background, checkKeys } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { checkBaseline, readBaseline } from '../task/baseline';
import { checkAboveZero } from '../task/check-settings';
import { ExplainedOutputs } from '../task/explained-outputs';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { readFeatureAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';

/** The settings of {@link NonSensitivity}. */
export interface NonSensitivitySettings {
  /** What stands in the place of a feature; 0 by default. */
  baseline?: Background;
  /** Magnitudes up to this share of a sample's largest count as none, and so do changes of the output below it; 1e-5 by default. */
  eps?: number;
}

/** What {@link NonSensitivity} says of a batch. */
export interface NonSensitivityMeasurement extends Measurement {
  /** How many features nothing is attributed to. */
  readonly zeroAttribution: Float64Array;
  /** How many features have no effect on the output. */
  readonly noEffect: Float64Array;
}

/**
 * On how many features the explanation and the model disagree: those that nothing is attributed to although the explained output changes when they are
 * replaced, and those that have no effect although something is attributed to them. It costs an evaluation a feature.
 *
 * @see A. Nguyen, M. R. Martinez: On Quantitative Aspects of Model Interpretability (2020)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.mul(x, [1, 0, 2]), 1, true);
 * const task = { model, input: tf.tensor2d([[1, 1, 1]]), attribution: tf.tensor2d([[1, 1, 0]]), target: 0 };
 * (await new NonSensitivity().evaluate(task)).scores; // => [2]
 * ```
 */
export class NonSensitivity extends Metric<NonSensitivityMeasurement> {
  readonly name: string = 'NonSensitivity';
  readonly category = 'axioms';
  readonly better = 'low';

  /** @throws {ValueError} for a setting that does not exist, or a baseline or number that is none */
  constructor(private readonly settings: NonSensitivitySettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'eps'], 'NonSensitivity');
    checkBaseline(settings.baseline ?? 0);
    checkAboveZero('eps', settings.eps ?? 1e-5);
  }

  protected async measure(
    task: MetricTask,
    samples: Samples,
    options: MetricOptions,
  ): Promise<NonSensitivityMeasurement> {
    const { baseline = 0, eps = 1e-5 } = this.settings;
    const attributions = await readFeatureAttribution(task, samples);
    const absent = await readBaseline(baseline, samples);
    const outputs = await ExplainedOutputs.of(task, samples, options);
    const outcomes = await outputs.ofVariants(samples.size, (sample, feature, into) => {
      into[feature] = absent(sample)[feature];
    });
    const judged = outcomes.map((of, sample) => {
      const magnitudes = Float64Array.from(attributions.row(sample), Math.abs);
      const least = eps * magnitudes.reduce((largest, value) => Math.max(largest, value), 0);
      const isZero = Array.from(magnitudes, (value) => value <= least);
      const isIdle = Array.from(of, (value) => Math.abs(value - outputs.clean[sample]) < eps);
      return { isZero, isIdle };
    });
    const count = (list: readonly boolean[]) => list.filter(Boolean).length;
    return {
      scores: Float64Array.from(judged, ({ isZero, isIdle }) => count(isZero.map((zero, k) => zero !== isIdle[k]))),
      zeroAttribution: Float64Array.from(judged, ({ isZero }) => count(isZero)),
      noEffect: Float64Array.from(judged, ({ isIdle }) => count(isIdle)),
    };
  }
}
