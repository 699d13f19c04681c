import type { Located } from '../task/read-masks';
import { shareOfSum } from './shared/inside';
import { LocalisationMetric } from './shared/localisation-metric';

/**
 * The share of the positive attribution that is inside the mask: in a mosaic of pictures, where those of the explained class are. NaN for an empty mask, and
 * where nothing is positive.
 *
 * @see A. Arias-Duart et al.: Focus! Rating XAI Methods and Finding Biases (2022)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[3, 1, -2]]);
 * (await new Focus().evaluate({ input, attribution: input, masks: tf.tensor2d([[1, 0, 1]]) })).scores; // => [0.75]
 * ```
 */
export class Focus extends LocalisationMetric {
  readonly name: string = 'Focus';

  protected judge({ attribution, mask }: Located): number {
    return shareOfSum({ attribution: Array.from(attribution, (value) => Math.max(0, value)), mask });
  }
}
