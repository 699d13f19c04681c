import { NeighbourMetric } from './shared/neighbour-metric';
import type { Neighbour } from './shared/neighbours';
import type { SensitivitySettings } from './shared/sensitivity-settings';

/**
 * How steeply an explanation changes: `||e(x') - e(x)||_1 / ||x' - x||_2`, the largest over the neighbours.
 * The output that is explained stays that of the unchanged sample. `noise` in the
 * task, `[batch, draws, ...]`, is taken in the place of drawn noise. Quantus correlates patches of moved
 * images in its place.
 *
 * @see G. Montavon, W. Samek, K.-R. Mueller: Methods for Interpreting and Understanding Deep Neural Networks (2018)
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
 * (await new Continuity().evaluate(task)).scores; // => [1]
 * ```
 */
export class Continuity extends NeighbourMetric {
  readonly name: string = 'Continuity';

  /** @throws {ValueError} for a setting that does not exist, or a count or radius that is none */
  constructor(settings: SensitivitySettings = {}) {
    super(settings, 'Continuity');
  }

  protected judge({ explanationSum, input }: Neighbour): number {
    return explanationSum / input;
  }
}
