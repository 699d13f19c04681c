import { RationaleMetric, type RationaleSettings } from './shared/rationale-metric';

/**
 * By how much the explained output falls when the rationale, the tokens of largest attribution, is taken away: the mean over several lengths. Made for
 * texts, `[batch, tokens]` or embedded `[batch, tokens, channels]`.
 *
 * @see J. DeYoung et al.: ERASER: A Benchmark to Evaluate Rationalized NLP Models (2020)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const input = tf.tensor2d([[3, 1]]);
 * (await new Comprehensiveness({ percentages: [50] }).evaluate({ model, input, attribution: input, target: 0 })).scores; // => [3]
 * ```
 */
export class Comprehensiveness extends RationaleMetric {
  readonly name: string = 'Comprehensiveness';
  readonly better = 'high';
  protected readonly absent = 'rationale';

  /** @throws {ValueError} for a setting that does not exist, or a baseline or percentages that are none */
  constructor(settings: RationaleSettings = {}) {
    super(settings, 'Comprehensiveness');
  }
}
