import { checkKeys, describeValue, ValueError } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import type { MetricTask } from '../task/metric-task';
import { readLocated } from '../task/read-masks';
import type { Samples } from '../task/samples';
import { inside, shareOfSum, sizeOf } from './shared/inside';

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
export class AttributionLocalisation extends Metric {
  readonly name: string = 'AttributionLocalisation';
  readonly category = 'localisation';
  readonly better = 'high';

  /** @throws {ValueError} for a setting that does not exist, or is not true or false */
  constructor(private readonly settings: AttributionLocalisationSettings = {}) {
    super();
    checkKeys(settings, ['weighted'], 'AttributionLocalisation');
    const { weighted = false } = settings;
    if (typeof weighted === 'boolean') return;
    const expected = 'true or false';
    const message = `weighted is ${describeValue(weighted)}; expected ${expected}.`;
    throw new ValueError(message, { argument: 'weighted', value: weighted, expected });
  }

  protected async measure(task: MetricTask, samples: Samples): Promise<Measurement> {
    const located = await readLocated(task, samples);
    return inside(samples, located, ({ attribution, mask }) => {
      const share = shareOfSum({ attribution: Array.from(attribution, Math.abs), mask });
      return this.settings.weighted ? (share * mask.length) / sizeOf(mask) : share;
    });
  }
}
