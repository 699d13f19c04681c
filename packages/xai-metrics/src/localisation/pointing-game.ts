import type { Located } from '../task/read-masks';
import { LocalisationMetric } from './shared/localisation-metric';

/**
 * 1 where the largest attribution (of ties the first) is inside the mask, and 0 where it is not; NaN for an empty mask.
 *
 * @see J. Zhang et al.: Top-Down Neural Attention by Excitation Backprop (2018)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[3, 1, 2]]);
 * const task = { input, attribution: input, masks: tf.tensor2d([[0, 1, 1]]) };
 * (await new PointingGame().evaluate(task)).scores; // => [0]
 * ```
 */
export class PointingGame extends LocalisationMetric {
  readonly name: string = 'PointingGame';

  protected judge({ attribution, mask }: Located): number {
    let first = 0;
    for (let k = 1; k < attribution.length; k++) if (attribution[k] > attribution[first]) first = k;
    return mask[first];
  }
}
