import { NeighbourMetric } from './shared/neighbour-metric';
import type { Neighbour } from './shared/neighbours';
import type { SensitivitySettings } from './shared/sensitivity-settings';

/**
 * How steeply an explanation changes: `||e(x') - e(x)|| / ||x' - x||`, 2-norms, the largest over the neighbours.
 * The output that is explained stays that of the unchanged sample. `noise` in the
 * task, `[batch, draws, ...]`, is taken in the place of drawn noise. Quantus divides all explanations by
 * the largest value of the batch before.
 *
 * @see D. Alvarez-Melis, T. S. Jaakkola: On the Robustness of Interpretability Methods (2018)
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
 * (await new LocalLipschitz().evaluate(task)).scores; // => [1]
 * ```
 */
export class LocalLipschitz extends NeighbourMetric {
  readonly name: string = 'LocalLipschitz';

  /** @throws {ValueError} for a setting that does not exist, or a count or radius that is none */
  constructor(settings: SensitivitySettings = {}) {
    super(settings, 'LocalLipschitz');
  }

  protected judge({ explanation, input }: Neighbour): number {
    return explanation / input;
  }
}
