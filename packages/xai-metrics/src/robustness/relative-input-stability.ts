import { NeighbourMetric } from './shared/neighbour-metric';
import type { Neighbour } from './shared/neighbours';
import type { SensitivitySettings } from './shared/sensitivity-settings';

/**
 * By how much an explanation changes, in relation to its values, over how much the sample does: `||(e - e') / e|| / max(||(x - x') / x||, 1e-6)`, 2-norms, zeros in
 * the denominators being 1e-6, the largest over the neighbours. The output that is explained stays that of the unchanged sample. `noise` in the
 * task, `[batch, draws, ...]`, is taken in the place of drawn noise.
 *
 * @see C. Agarwal et al.: Rethinking Stability for Attribution-based Explanations (2022)
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
 * (await new RelativeInputStability().evaluate(task)).scores; // => [1]
 * ```
 */
export class RelativeInputStability extends NeighbourMetric {
  readonly name: string = 'RelativeInputStability';

  /** @throws {ValueError} for a setting that does not exist, or a count or radius that is none */
  constructor(settings: SensitivitySettings = {}) {
    super(settings, 'RelativeInputStability');
  }

  protected judge({ relativeExplanation, relativeInput }: Neighbour): number {
    return relativeExplanation / Math.max(relativeInput, 1e-6);
  }
}
