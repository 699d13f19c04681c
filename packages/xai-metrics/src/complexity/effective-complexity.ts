import { checkKeys, describeValue, ValueError } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import type { MetricTask } from '../task/metric-task';
import { readAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';

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
export class EffectiveComplexity extends Metric {
  readonly name: string = 'EffectiveComplexity';
  readonly category = 'complexity';
  readonly better = 'low';
  private readonly eps: number;

  /** @throws {ValueError} for a setting that does not exist, or a share that is none */
  constructor(settings: EffectiveComplexitySettings = {}) {
    super();
    checkKeys(settings, ['eps'], 'EffectiveComplexity');
    this.eps = settings.eps ?? 0.05;
    if (this.eps >= 0 && this.eps < 1) return;
    const expected = 'a share from 0 to below 1';
    const message = `eps is ${describeValue(this.eps)}; expected ${expected}.`;
    throw new ValueError(message, { argument: 'eps', value: this.eps, expected });
  }

  protected async measure(task: MetricTask, samples: Samples): Promise<Measurement> {
    const attributions = await readAttribution(task, samples);
    const scores = Float64Array.from({ length: samples.batch }, (_, sample) => {
      const magnitudes = Float64Array.from(attributions.row(sample), Math.abs);
      const least = this.eps * magnitudes.reduce((largest, value) => Math.max(largest, value), 0);
      return magnitudes.filter((value) => value > least).length;
    });
    return { scores };
  }
}
