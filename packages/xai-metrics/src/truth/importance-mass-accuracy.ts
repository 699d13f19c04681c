import { shareOfSum } from '../localisation/shared/inside';
import { LocalisationMetric } from '../localisation/shared/localisation-metric';
import type { Located } from '../task/read-masks';

/**
 * The share of the magnitudes that is on the positions which matter, as the mask of the known truth has them. NaN for an empty mask, and where all
 * attributions are 0.
 *
 * @see B. Clark, R. Wilming, S. Haufe: XAI-TRIS: Non-linear Image Benchmarks to Quantify False Positive Post-hoc Attribution of Feature Importance (2024)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[3, -1, 0]]);
 * (await new ImportanceMassAccuracy().evaluate({ input, attribution: input, masks: tf.tensor2d([[0, 1, 1]]) })).scores; // => [0.25]
 * ```
 */
export class ImportanceMassAccuracy extends LocalisationMetric {
  readonly name: string = 'ImportanceMassAccuracy';
  override readonly category = 'truth';

  protected judge({ attribution, mask }: Located): number {
    return shareOfSum({ attribution: Array.from(attribution, Math.abs), mask });
  }
}
