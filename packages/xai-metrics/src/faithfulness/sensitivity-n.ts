import { Tensor } from '@tensorflow/tfjs-core';
import { type Background, checkKeys, checkPositiveInteger, wrongValue } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { mean } from '../numbers/pearson';
import { checkBaseline } from '../task/baseline';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import type { Samples } from '../task/samples';
import { removalCorrelations } from './shared/removal-correlation';
import { drawnSubsets, readSubsets, type Subsets } from './shared/subsets';

/** The settings of {@link SensitivityN}. */
export interface SensitivityNSettings {
  /** What stands in the place of removed features; 0 by default. */
  baseline?: Background;
  /** How many features are removed; several sizes. A sixteenth and a quarter of the features by default. */
  sizes?: readonly number[];
  /** How many subsets of each size are drawn; 100 by default. */
  runs?: number;
}

/** What {@link SensitivityN} says of a batch. */
export interface SensitivityNMeasurement extends Measurement {
  /** The correlation for each size, `[batch][sizes]`. */
  readonly bySize: readonly Float64Array[];
}

/**
 * Removes random subsets of n features, for several n, and correlates (Pearson, for each n) the sums of their attributions with the falls of the
 * explained output. Score: the mean over the sizes for which the correlation is defined. `subsets` in the task, one tensor a size, are taken in the
 * place of drawn ones. Quantus draws no subsets, but removes the most attributed features, and correlates over the samples.
 *
 * @see M. Ancona, E. Ceolini, C. Oztireli, M. Gross: Towards Better Understanding of Gradient-based Attribution Methods for Deep Neural Networks (2018)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const input = tf.tensor2d([[3, 1, 2]]);
 * const task = { model, input, attribution: input, target: 0 };
 * (await new SensitivityN({ sizes: [1, 2] }).evaluate(task)).bySize; // => [[1, 1]]
 * ```
 */
export class SensitivityN extends Metric<SensitivityNMeasurement> {
  readonly name: string = 'SensitivityN';
  readonly category = 'faithfulness';
  readonly better = 'high';

  /** @throws {ValueError} for a setting that does not exist, or a baseline, size or count that is none */
  constructor(private readonly settings: SensitivityNSettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'sizes', 'runs'], 'SensitivityN');
    const { baseline = 0, sizes, runs } = settings;
    checkBaseline(baseline);
    if (runs !== undefined) checkPositiveInteger('runs', runs);
    if (sizes === undefined) return;
    if (!Array.isArray(sizes) || sizes.length === 0) {
      const expected = 'a list of at least one size';
      throw wrongValue('sizes', sizes, expected);
    }
    for (const size of sizes) checkPositiveInteger('sizes', size);
  }

  protected async measure(
    task: MetricTask,
    samples: Samples,
    options: MetricOptions,
  ): Promise<SensitivityNMeasurement> {
    const families = await this.families(task, samples, options);
    const bySize = await removalCorrelations(task, samples, options, this.settings.baseline ?? 0, families);
    return { scores: Float64Array.from(bySize, mean), bySize };
  }

  private async families({ subsets }: MetricTask, samples: Samples, options: MetricOptions): Promise<Subsets[]> {
    if (subsets !== undefined) {
      const given = subsets instanceof Tensor ? [subsets] : subsets;
      return Promise.all(given.map((one) => readSubsets(one, samples)));
    }
    const { sizes = [Math.ceil(samples.size / 16), Math.ceil(samples.size / 4)], runs = 100 } = this.settings;
    return Promise.all(sizes.map((size) => drawnSubsets(this.name, runs, size, samples, options)));
  }
}
