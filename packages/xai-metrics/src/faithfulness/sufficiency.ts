import { checkKeys } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { checkSetting } from '../task/check-settings';
import { ExplainedOutputs } from '../task/explained-outputs';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { predictedAlike } from '../task/predicted-alike';
import { readAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';
import { StandardizedDistances } from './shared/standardized-distances';

/** The settings of {@link Sufficiency}. */
export interface SufficiencySettings {
  /** Up to which share of the largest distance between two explanations they are near each other; 0.6 by default. */
  threshold?: number;
}

/**
 * Whether samples with near explanations are predicted alike: the share of the samples near one that the model puts into the same class. Distances are
 * Euclidean, each attribution divided by its standard deviation over the samples; NaN where no other is near. A sample's score depends on the whole data
 * set. Quantus compares within a batch.
 *
 * @see S. Dasgupta, N. Frost, M. Moshkovitz: Framework for Evaluating Faithfulness of Local Explanations (2022)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => x;
 * const input = tf.tensor2d([[9, 1], [8, 1], [1, 9]]);
 * (await new Sufficiency({ threshold: 0.5 }).evaluate({ model, input, attribution: input })).scores; // => [1, 1, NaN]
 * ```
 */
export class Sufficiency extends Metric {
  readonly name: string = 'Sufficiency';
  readonly category = 'faithfulness';
  readonly better = 'high';
  override readonly judges = 'dataset';
  private readonly threshold: number;

  /** @throws {ValueError} for a setting that does not exist, or a share that is none */
  constructor(settings: SufficiencySettings = {}) {
    super();
    checkKeys(settings, ['threshold'], 'Sufficiency');
    this.threshold = settings.threshold ?? 0.6;
    checkSetting('threshold', this.threshold, this.threshold > 0 && this.threshold <= 1, 'a share above 0, up to 1');
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Measurement> {
    const distances = new StandardizedDistances(await readAttribution(task, samples), samples.batch);
    const limit = this.threshold * (await distances.largest(options));
    const { predicted } = await ExplainedOutputs.of(task, samples, options);
    const isNear = (sample: number, other: number) => distances.isWithin(sample, other, limit);
    return { scores: await predictedAlike(predicted, isNear, options) };
  }
}
