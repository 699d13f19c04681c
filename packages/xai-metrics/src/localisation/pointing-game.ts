import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import type { MetricTask } from '../task/metric-task';
import { readLocated } from '../task/read-masks';
import type { Samples } from '../task/samples';
import { inside } from './shared/inside';

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
export class PointingGame extends Metric {
  readonly name: string = 'PointingGame';
  readonly category = 'localisation';
  readonly better = 'high';

  protected async measure(task: MetricTask, samples: Samples): Promise<Measurement> {
    const located = await readLocated(task, samples);
    return inside(samples, located, ({ attribution, mask }) => {
      let first = 0;
      for (let k = 1; k < attribution.length; k++) if (attribution[k] > attribution[first]) first = k;
      return mask[first];
    });
  }
}
