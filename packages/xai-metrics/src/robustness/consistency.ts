import { checkKeys, checkPositiveInteger } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { ranking } from '../numbers/ranking';
import { ExplainedOutputs } from '../task/explained-outputs';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { predictedAlike } from '../task/predicted-alike';
import { readAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';

/** The settings of {@link Consistency}. */
export interface ConsistencySettings {
  /** How many of the largest magnitudes say what an explanation is; 2 by default. */
  k?: number;
}

/**
 * Whether the same explanation goes with the same prediction: of the other samples with the same explanation, the share that the model puts into the same
 * class. Explanations are the same when their k largest magnitudes are of the same features with the same signs. NaN where no other has the same. A sample's
 * score depends on the whole data set.
 *
 * @see S. Dasgupta, N. Frost, M. Moshkovitz: Framework for Evaluating Faithfulness of Local Explanations (2022)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => x;
 * const input = tf.tensor2d([[9, 1], [8, 1], [1, 9]]);
 * (await new Consistency({ k: 1 }).evaluate({ model, input, attribution: input })).scores; // => [1, 1, NaN]
 * ```
 */
export class Consistency extends Metric {
  readonly name: string = 'Consistency';
  readonly category = 'robustness';
  readonly better = 'high';
  override readonly judges = 'dataset';
  private readonly k: number;

  /** @throws {ValueError} for a setting that does not exist, or a count that is none */
  constructor(settings: ConsistencySettings = {}) {
    super();
    checkKeys(settings, ['k'], 'Consistency');
    this.k = settings.k ?? 2;
    checkPositiveInteger('k', this.k);
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Measurement> {
    const attributions = await readAttribution(task, samples);
    const { predicted } = await ExplainedOutputs.of(task, samples, options);
    const words = Array.from({ length: samples.batch }, (_, sample) => signature(attributions.row(sample), this.k));
    const isSame = (sample: number, other: number) => words[sample] === words[other];
    return { scores: await predictedAlike(predicted, isSame, options) };
  }
}

/** The features of the largest magnitudes, with their signs, in an order that does not depend on which is the largest of them. */
function signature(values: ArrayLike<number>, k: number): string {
  const largest = ranking(Float64Array.from(values, Math.abs)).slice(0, k).sort();
  return Array.from(largest, (feature) => `${feature}${values[feature] < 0 ? '-' : '+'}`).join();
}
