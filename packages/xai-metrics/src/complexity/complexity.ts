import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import type { MetricTask } from '../task/metric-task';
import { readAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';

/**
 * The entropy, in nats, of the magnitudes over their sum, with `0 log 0 = 0`: 0 where one has everything, `log n` where all n are the same; NaN where
 * all are 0.
 *
 * @see U. Bhatt, A. Weller, J. Moura: Evaluating and Aggregating Feature-based Model Explanations (2020)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[1, -1], [0, 2]]);
 * (await new Complexity().evaluate({ input, attribution: input })).scores; // => [Math.log(2), 0]
 * ```
 */
export class Complexity extends Metric {
  readonly name: string = 'Complexity';
  readonly category = 'complexity';
  readonly better = 'low';

  protected async measure(task: MetricTask, samples: Samples): Promise<Measurement> {
    const attributions = await readAttribution(task, samples);
    return { scores: Float64Array.from({ length: samples.batch }, (_, sample) => entropy(attributions.row(sample))) };
  }
}

function entropy(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += Math.abs(values[k]);
  if (total === 0) return Number.NaN;
  let sum = 0;
  for (let k = 0; k < values.length; k++) {
    const share = Math.abs(values[k]) / total;
    if (share > 0) sum -= share * Math.log(share);
  }
  return sum;
}
