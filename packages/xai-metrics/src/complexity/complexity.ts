import { ValuesMetric } from './shared/values-metric';

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
export class Complexity extends ValuesMetric {
  readonly name: string = 'Complexity';
  readonly better = 'low';

  protected judge(values: ArrayLike<number>): number {
    return entropy(values);
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
