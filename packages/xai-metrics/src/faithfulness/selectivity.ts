import { type Background, checkKeys, checkPositiveInteger } from 'xai-base';
import { checkBaseline } from '../task/baseline';
import { PathMetric } from './shared/path-metric';
import type { Path } from './shared/perturbation-curve';

/** The settings of {@link Selectivity}. */
export interface SelectivitySettings {
  /** What stands in the place of removed patches; 0 by default. */
  baseline?: Background;
  /** The side of a patch, in positions; 4 by default. */
  patchSize?: number;
}

/**
 * Removes patches, with all their channels, in the order of their summed attribution, the largest first, and follows the explained output. Score: the area
 * under the curve over the removed fraction, by the trapezoid, the unchanged sample included. Quantus leaves the first point out and counts unit steps.
 *
 * @see G. Montavon, W. Samek, K.-R. Mueller: Methods for Interpreting and Understanding Deep Neural Networks (2018)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const input = tf.tensor2d([[3, 1, 0, 2]]);
 * (await new Selectivity({ patchSize: 2 }).evaluate({ model, input, attribution: input, target: 0 })).scores; // => [2.5]
 * ```
 */
export class Selectivity extends PathMetric {
  readonly name: string = 'Selectivity';
  readonly better = 'low';
  protected readonly path: Path;

  /** @throws {ValueError} for a setting that does not exist, or a baseline or patch that is none */
  constructor(settings: SelectivitySettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'patchSize'], 'Selectivity');
    const { baseline = 0, patchSize = 4 } = settings;
    checkBaseline(baseline);
    checkPositiveInteger('patchSize', patchSize);
    this.path = { unit: { patch: patchSize }, inStep: 1, baseline, order: 'morf', change: 'remove' };
  }
}
