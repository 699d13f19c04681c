import { checkKeys } from 'xai-base';
import { checkFlag } from '../task/check-settings';
import type { Located } from '../task/read-masks';
import { shareOfSum, sizeOf } from './shared/inside';
import { LocalisationMetric } from './shared/localisation-metric';

/** The settings of {@link AttributionLocalisation}. */
export interface AttributionLocalisationSettings {
  /** Whether the score is multiplied by size / size inside, so that large objects have no advantage; false by default. */
  weighted?: boolean;
}

/**
 * The share of the attributions' magnitudes that is inside the mask; weighted, times the number of all attributions over the number of those inside.
 * NaN for an empty mask, and where all attributions are 0.
 *
 * @see M. Kohlbrenner et al.: Towards Best Practice in Explaining Neural Network Decisions with LRP (2020)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[3, -1, 2, 0]]);
 * const task = { input, attribution: input, masks: tf.tensor2d([[1, 0, 0, 0]]) };
 * (await new AttributionLocalisation().evaluate(task)).scores; // => [0.5]
 * (await new AttributionLocalisation({ weighted: true }).evaluate(task)).scores; // => [2]
 * ```
 */
export class AttributionLocalisation extends LocalisationMetric {
  readonly name: string = 'AttributionLocalisation';

  /** @throws {ValueError} for a setting that does not exist, or is not true or false */
  constructor(private readonly settings: AttributionLocalisationSettings = {}) {
    super();
    checkKeys(settings, ['weighted'], 'AttributionLocalisation');
    checkFlag('weighted', settings.weighted ?? false);
  }

  protected judge({ attribution, mask }: Located): number {
    const share = shareOfSum({ attribution: Array.from(attribution, Math.abs), mask });
    return this.settings.weighted ? (share * mask.length) / sizeOf(mask) : share;
  }
}
