import { checkKeys } from 'xai-base';
import { checkSetting } from '../task/check-settings';
import { ValuesMetric } from './shared/values-metric';

/** The settings of {@link EffectiveComplexity}. */
export interface EffectiveComplexitySettings {
  /** The share of a sample's largest magnitude that others must exceed to count; 0.05 by default. */
  eps?: number;
}

/**
 * How many magnitudes exceed `eps` times the largest of the sample. Quantus compares with `eps` itself, after a division by the largest of the batch.
 *
 * @see A. Nguyen, M. R. Martinez: On Quantitative Aspects of Model Interpretability (2020)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[10, -3, 0.1]]);
 * (await new EffectiveComplexity().evaluate({ input, attribution: input })).scores; // => [2]
 * ```
 */
export class EffectiveComplexity extends ValuesMetric {
  readonly name: string = 'EffectiveComplexity';
  readonly better = 'low';
  private readonly eps: number;

  /** @throws {ValueError} for a setting that does not exist, or a share that is none */
  constructor(settings: EffectiveComplexitySettings = {}) {
    super();
    checkKeys(settings, ['eps'], 'EffectiveComplexity');
    this.eps = settings.eps ?? 0.05;
    checkSetting('eps', this.eps, this.eps >= 0 && this.eps < 1, 'a share from 0 to below 1');
  }

  protected judge(values: ArrayLike<number>): number {
    const magnitudes = Float64Array.from(values, Math.abs);
    const least = this.eps * magnitudes.reduce((largest, value) => Math.max(largest, value), 0);
    return magnitudes.filter((value) => value > least).length;
  }
}
