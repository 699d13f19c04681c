import { rocAuc } from '../numbers/roc-auc';
import type { Located } from '../task/read-masks';
import { LocalisationMetric } from './shared/localisation-metric';

/**
 * The area under the ROC curve of the attributions as scores for being inside the mask: the chance that one inside is larger than one outside, ties counting
 * half. NaN for a mask that is empty, or full.
 *
 * @see T. Fawcett: An Introduction to ROC Analysis (2006)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[3, 1, 2]]);
 * (await new LocalisationAUC().evaluate({ input, attribution: input, masks: tf.tensor2d([[0, 1, 1]]) })).scores; // => [0]
 * ```
 */
export class LocalisationAUC extends LocalisationMetric {
  readonly name: string = 'LocalisationAUC';

  protected judge({ attribution, mask }: Located): number {
    return rocAuc(attribution, mask);
  }
}
