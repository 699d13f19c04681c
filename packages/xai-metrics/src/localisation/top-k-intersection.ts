import { checkKeys, checkPositiveInteger } from 'xai-base';
import { checkSetting } from '../task/check-settings';
import type { Located } from '../task/read-masks';
import { shareOfLargest } from './shared/inside';
import { LocalisationMetric } from './shared/localisation-metric';

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
export class TopKIntersection extends LocalisationMetric {
  readonly name: string = 'TopKIntersection';
  private readonly k: number;

  /** @throws {ValueError} for a setting that does not exist, or a count that is none */
  constructor(settings: TopKIntersectionSettings = {}) {
    super();
    checkKeys(settings, ['k'], 'TopKIntersection');
    this.k = settings.k ?? 10;
    checkPositiveInteger('k', this.k);
  }

  protected override check(attributions: number): void {
    const expected = `at most ${attributions}, as many as a sample has attributions`;
    checkSetting('k', this.k, this.k <= attributions, expected);
  }

  protected judge(sample: Located): number {
    return shareOfLargest(sample, this.k);
  }
}
