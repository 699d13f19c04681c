import { type Background, checkKeys, checkPositiveInteger } from 'xai-base';
import { checkBaseline } from '../task/baseline';
import { PathMetric } from './shared/path-metric';
import type { Path } from './shared/perturbation-curve';

/** The settings of {@link Deletion} and {@link Insertion}. */
export interface DeletionSettings {
  /** What stands in the place of what is absent; 0 by default. */
  baseline?: Background;
  /** How many positions change in a step; a hundredth of them by default. */
  pixelsInStep?: number;
}

/**
 * The path of positions, the most relevant first.
 *
 * @throws {ValueError} for a setting that does not exist, or that no path can be made of
 */
export function deletionPath(settings: DeletionSettings, change: Path['change'], owner: string): Path {
  checkKeys(settings, ['baseline', 'pixelsInStep'], owner);
  const { baseline = 0, pixelsInStep: inStep } = settings;
  checkBaseline(baseline);
  if (inStep !== undefined) checkPositiveInteger('pixelsInStep', inStep);
  return { unit: 'position', inStep, baseline, order: 'morf', change };
}

/**
 * Removes positions, with all their channels, in the order of their attribution (summed over the channels, the largest first), and follows the
 * explained output. Score: the area under the curve over the removed fraction, by the trapezoid, the unchanged sample included. A faithful
 * explanation lets the output fall soon.
 *
 * @see V. Petsiuk, A. Das, K. Saenko: RISE: Randomized Input Sampling for Explanation of Black-box Models (2018)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const task = { model, input: tf.tensor2d([[3, 1]]), attribution: tf.tensor2d([[3, 1]]), target: 0 };
 * const { scores, curves } = await new Deletion().evaluate(task);
 * curves[0]; // => [4, 1, 0]
 * scores; // => [1.5]
 * ```
 */
export class Deletion extends PathMetric {
  readonly name: string = 'Deletion';
  readonly better = 'low';
  protected readonly path: Path;

  /** @throws {ValueError} for a setting that does not exist, or a baseline or step that is none */
  constructor(settings: DeletionSettings = {}) {
    super();
    this.path = deletionPath(settings, 'remove', 'Deletion');
  }
}
