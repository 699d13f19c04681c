import { Tensor } from '@tensorflow/tfjs-core';
import { type Background, checkKeys, checkPositiveInteger, ShapeError } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { checkBaseline } from '../task/baseline';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import type { Samples } from '../task/samples';
import { removalCorrelations } from './shared/removal-correlation';
import { drawnSubsets, readSubsets } from './shared/subsets';

/** The settings of {@link FaithfulnessCorrelation}. */
export interface FaithfulnessCorrelationSettings {
  /** What stands in the place of removed features; 0 by default. */
  baseline?: Background;
  /** How many subsets are drawn; 100 by default. */
  runs?: number;
  /** How many features a subset has; a tenth of them by default. */
  size?: number;
}

/**
 * Removes random subsets of the features, and correlates (Pearson) the sums of their attributions with the falls of the explained output. 1 for an
 * explanation that is linear in what the model does; NaN where either is constant. `subsets` in the task are taken in the place of drawn ones.
 *
 * @see U. Bhatt, A. Weller, J. Moura: Evaluating and Aggregating Feature-based Model Explanations (2020)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const input = tf.tensor2d([[3, 1, 2]]);
 * (await new FaithfulnessCorrelation().evaluate({ model, input, attribution: input, target: 0 })).scores; // => [1]
 * ```
 */
export class FaithfulnessCorrelation extends Metric {
  readonly name: string = 'FaithfulnessCorrelation';
  readonly category = 'faithfulness';
  readonly better = 'high';

  /** @throws {ValueError} for a setting that does not exist, or a baseline or count that is none */
  constructor(private readonly settings: FaithfulnessCorrelationSettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'runs', 'size'], 'FaithfulnessCorrelation');
    checkBaseline(settings.baseline ?? 0);
    for (const name of ['runs', 'size'] as const) {
      const count = settings[name];
      if (count !== undefined) checkPositiveInteger(name, count);
    }
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Measurement> {
    const { baseline = 0, runs = 100, size = Math.ceil(samples.size / 10) } = this.settings;
    const { subsets } = task;
    if (subsets !== undefined && !(subsets instanceof Tensor)) {
      const expected = 'one tensor [batch, runs, size]';
      const message = `subsets is a list; expected ${expected}. SensitivityN takes several sizes.`;
      throw new ShapeError(message, { argument: 'subsets', value: subsets, expected });
    }
    const family = subsets
      ? await readSubsets(subsets, samples)
      : await drawnSubsets(this.name, runs, size, samples, options);
    const correlations = await removalCorrelations(task, samples, options, baseline, [family]);
    return { scores: Float64Array.from(correlations, ([correlation]) => correlation) };
  }
}
