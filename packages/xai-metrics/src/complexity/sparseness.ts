import { ValuesMetric } from './shared/values-metric';

/**
 * The Gini index of the magnitudes: `sum_i (2 i - n - 1) a_i / (n sum_i a_i)` of the n magnitudes in ascending order. 0 where all are the same,
 * `1 - 1 / n` where one has everything; NaN where all are 0.
 *
 * @see P. Chalasani et al.: Concise Explanations of Neural Networks using Adversarial Training (2020)
 *
 * @example
 * ```ts
 * const input = tf.tensor2d([[1, 1, 1, 1], [0, 0, -5, 0]]);
 * (await new Sparseness().evaluate({ input, attribution: input })).scores; // => [0, 0.75]
 * ```
 */
export class Sparseness extends ValuesMetric {
  readonly name: string = 'Sparseness';
  readonly better = 'high';

  protected judge(values: ArrayLike<number>): number {
    return gini(values);
  }
}

function gini(values: ArrayLike<number>): number {
  const magnitudes = Float64Array.from(values, Math.abs).sort();
  const count = magnitudes.length;
  let [weighted, total] = [0, 0];
  for (let k = 0; k < count; k++) {
    weighted += (2 * (k + 1) - count - 1) * magnitudes[k];
    total += magnitudes[k];
  }
  return weighted / (count * total);
}
