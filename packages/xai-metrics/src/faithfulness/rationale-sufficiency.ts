import { RationaleMetric, type RationaleSettings } from './shared/rationale-metric';

/**
 * By how much the explained output falls when the rationale, the tokens of largest attribution, is all that is left: the mean over several lengths. Made for
 * texts, `[batch, tokens]` or embedded `[batch, tokens, channels]`.
 *
 * @see J. DeYoung et al.: ERASER: A Benchmark to Evaluate Rationalized NLP Models (2020)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const input = tf.tensor2d([[3, 1]]);
 * (await new RationaleSufficiency({ percentages: [50] }).evaluate({ model, input, attribution: input, target: 0 })).scores; // => [1]
 * ```
 */
export class RationaleSufficiency extends RationaleMetric {
  readonly name: string = 'RationaleSufficiency';
  readonly better = 'low';
  protected readonly absent = 'rest';

  /** @throws {ValueError} for a setting that does not exist, or a baseline or percentages that are none */
  constructor(settings: RationaleSettings = {}) {
    super(settings, 'RationaleSufficiency');
  }
}
