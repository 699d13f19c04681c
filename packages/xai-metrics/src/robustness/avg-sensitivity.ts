import { mean } from '../numbers/pearson';
import { NeighbourMetric } from './shared/neighbour-metric';
import type { Neighbour } from './shared/neighbours';
import type { SensitivitySettings } from './shared/sensitivity-settings';

/**
 * By how much an explanation changes when a little noise is added to its sample: `||e(x') - e(x)|| / ||e(x)||`, 2-norms, the mean over the neighbours.
 * The output that is explained stays that of the unchanged sample. `noise` in the
 * task, `[batch, draws, ...]`, is taken in the place of drawn noise. NaN where the explanation of the unchanged
 * sample is 0 everywhere.
 *
 * @see C.-K. Yeh et al.: On the (In)fidelity and Sensitivity of Explanations (2019)
 *
 * @example
 * ```ts
 * class InputItself extends Analyzer {
 *   readonly name = 'InputItself';
 *   protected async explain(input: tf.Tensor) {
 *     const parts = { val: input.clone(), input: input.clone(), output: tf.sum(input, -1, true) };
 *     return new Explanation({ ...parts, outputSelection: [0], analyzer: this.name, heatmap: this.heatmap });
 *   }
 * }
 * const noise = tf.tensor3d([[[0, 1], [0, 3]]]); // [batch, draws, features]
 * const task = { analyzer: new InputItself(), input: tf.tensor2d([[3, 4]]), noise };
 * (await new AvgSensitivity().evaluate(task)).scores; // => [0.4]
 * ```
 */
export class AvgSensitivity extends NeighbourMetric {
  readonly name: string = 'AvgSensitivity';

  /** @throws {ValueError} for a setting that does not exist, or a count or radius that is none */
  constructor(settings: SensitivitySettings = {}) {
    super(settings, 'AvgSensitivity');
  }

  protected judge({ explanation, clean }: Neighbour): number {
    return clean === 0 ? Number.NaN : explanation / clean;
  }

  protected override summarize(values: readonly number[]): number {
    return mean(values);
  }
}
