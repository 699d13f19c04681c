import type { Located } from '../task/read-masks';
import { shareOfSum } from './shared/inside';
import { LocalisationMetric } from './shared/localisation-metric';

/**
 * The share of the sum of the attributions that is inside the mask. It is made for attributions that are not negative: of signed ones it may be below
 * 0 or above 1. NaN for an empty mask, and where the sum is 0.
 *
 * @see L. Arras, A. Osman, W. Samek: CLEVR-XAI: A Benchmark Dataset for the Ground Truth Evaluation of Neural Network Explanations (2022)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[3, 1, 4]]);
 * const task = { input, attribution: input, masks: tf.tensor2d([[0, 1, 1]]) };
 * (await new RelevanceMassAccuracy().evaluate(task)).scores; // => [0.625]
 * ```
 */
export class RelevanceMassAccuracy extends LocalisationMetric {
  readonly name: string = 'RelevanceMassAccuracy';

  protected judge(sample: Located): number {
    return shareOfSum(sample);
  }
}
