import { checkKeys, checkPositiveInteger, ValueError } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import type { MetricTask } from '../task/metric-task';
import { readLocated } from '../task/read-masks';
import type { Samples } from '../task/samples';
import { inside, shareOfLargest } from './shared/inside';

/** The settings of {@link TopKIntersection}. */
export interface TopKIntersectionSettings {
  /** How many of the largest attributions are looked at; 10 by default. */
  k?: number;
}

/**
 * The share of the k largest attributions (of ties the first) that is inside the mask; NaN for an empty mask.
 *
 * @see J. Theiner, E. Mueller-Budack, R. Ewerth: Interpretable Semantic Photo Geolocation (2021)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[3, 1, 2]]);
 * const task = { input, attribution: input, masks: tf.tensor2d([[0, 1, 1]]) };
 * (await new TopKIntersection({ k: 2 }).evaluate(task)).scores; // => [0.5]
 * ```
 */
export class TopKIntersection extends Metric {
  readonly name: string = 'TopKIntersection';
  readonly category = 'localisation';
  readonly better = 'high';
  private readonly k: number;

  /** @throws {ValueError} for a setting that does not exist, or a count that is none */
  constructor(settings: TopKIntersectionSettings = {}) {
    super();
    checkKeys(settings, ['k'], 'TopKIntersection');
    this.k = settings.k ?? 10;
    checkPositiveInteger('k', this.k);
  }

  protected async measure(task: MetricTask, samples: Samples): Promise<Measurement> {
    const located = await readLocated(task, samples);
    const { length } = located(0).attribution;
    if (this.k > length) {
      const expected = `at most ${length}, as many as a sample has attributions`;
      throw new ValueError(`k is ${this.k}; expected ${expected}.`, { argument: 'k', value: this.k, expected });
    }
    return inside(samples, located, (sample) => shareOfLargest(sample, this.k));
  }
}
