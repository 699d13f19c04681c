import { type Background, checkKeys, checkPositiveInteger } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { ranking } from '../numbers/ranking';
import { checkBaseline } from '../task/baseline';
import { lastOnly } from '../task/last-only';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { readFeatureAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';
import { removalCorrelations } from './shared/removal-correlation';

/** The settings of {@link FaithfulnessEstimate}. */
export interface FaithfulnessEstimateSettings {
  /** What stands in the place of removed features; 0 by default. */
  baseline?: Background;
  /** How many features a group has; a hundredth of them by default. */
  featuresInStep?: number;
}

/**
 * Takes features in groups by their attribution, the largest first, removes each group alone, and correlates (Pearson) the groups' summed attributions with
 * the falls of the explained output. NaN where either is constant.
 *
 * @see D. Alvarez-Melis, T. S. Jaakkola: Towards Robust Interpretability with Self-Explaining Neural Networks (2018)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const input = tf.tensor2d([[3, 1, 2]]);
 * (await new FaithfulnessEstimate().evaluate({ model, input, attribution: input, target: 0 })).scores; // => [1]
 * ```
 */
export class FaithfulnessEstimate extends Metric {
  readonly name: string = 'FaithfulnessEstimate';
  readonly category = 'faithfulness';
  readonly better = 'high';

  /** @throws {ValueError} for a setting that does not exist, or a baseline or count that is none */
  constructor(private readonly settings: FaithfulnessEstimateSettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'featuresInStep'], 'FaithfulnessEstimate');
    checkBaseline(settings.baseline ?? 0);
    if (settings.featuresInStep !== undefined) checkPositiveInteger('featuresInStep', settings.featuresInStep);
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Measurement> {
    const { baseline = 0, featuresInStep: step = Math.ceil(samples.size / 100) } = this.settings;
    const attributions = await readFeatureAttribution(task, samples);
    const ranked = lastOnly((sample) => ranking(attributions.row(sample)));
    const groups = {
      runs: Math.ceil(samples.size / step),
      of: (sample: number, group: number) => ranked(sample).subarray(group * step, (group + 1) * step),
    };
    const correlations = await removalCorrelations(task, samples, options, baseline, [groups]);
    return { scores: Float64Array.from(correlations, ([correlation]) => correlation) };
  }
}
