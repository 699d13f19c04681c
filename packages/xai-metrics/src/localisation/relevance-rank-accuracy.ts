import type { Located } from '../task/read-masks';
import { shareOfLargest, sizeOf } from './shared/inside';
import { LocalisationMetric } from './shared/localisation-metric';

/**
 * The share of the k largest attributions (of ties the first) that is inside the mask, where k is the size of the mask; NaN for an empty one.
 *
 * @see L. Arras, A. Osman, W. Samek: CLEVR-XAI: A Benchmark Dataset for the Ground Truth Evaluation of Neural Network Explanations (2022)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[3, 1, 2]]);
 * const task = { input, attribution: input, masks: tf.tensor2d([[0, 1, 1]]) };
 * (await new RelevanceRankAccuracy().evaluate(task)).scores; // => [0.5]
 * ```
 */
export class RelevanceRankAccuracy extends LocalisationMetric {
  readonly name: string = 'RelevanceRankAccuracy';

  protected judge(sample: Located): number {
    return shareOfLargest(sample, sizeOf(sample.mask));
  }
}
