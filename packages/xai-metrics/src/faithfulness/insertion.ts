import { type DeletionSettings, deletionPath } from './deletion';
import { PathMetric } from './shared/path-metric';
import type { Path } from './shared/perturbation-curve';

/**
 * Puts positions, with all their channels, onto the baseline in the order of their attribution (summed over the channels, the largest first), and
 * follows the explained output. Score: the area under the curve over the inserted fraction, by the trapezoid, the bare baseline included. A
 * faithful explanation lets the output rise soon.
 *
 * @see V. Petsiuk, A. Das, K. Saenko: RISE: Randomized Input Sampling for Explanation of Black-box Models (2018)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const task = { model, input: tf.tensor2d([[3, 1]]), attribution: tf.tensor2d([[3, 1]]), target: 0 };
 * const { scores, curves } = await new Insertion().evaluate(task);
 * curves[0]; // => [0, 3, 4]
 * scores; // => [2.5]
 * ```
 */
export class Insertion extends PathMetric {
  readonly name: string = 'Insertion';
  readonly better = 'high';
  protected readonly path: Path;

  /** @throws {ValueError} for a setting that does not exist, or a baseline or step that is none */
  constructor(settings: DeletionSettings = {}) {
    super();
    this.path = deletionPath(settings, 'insert', 'Insertion');
  }
}
