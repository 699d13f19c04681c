import { type Background, checkKeys, checkPositiveInteger } from 'xai-base';
import type { CurveMeasurement } from '../measurement';
import { checkBaseline } from '../task/baseline';
import { checkOrder, type Order } from '../task/check-settings';
import { overCurve } from './shared/over-curve';
import { PathMetric } from './shared/path-metric';
import type { Curves, Path } from './shared/perturbation-curve';

/** The settings of {@link RegionPerturbation}. */
export interface RegionPerturbationSettings {
  /** What stands in the place of removed patches; 0 by default. */
  baseline?: Background;
  /** The side of a patch, in positions; 4 by default. */
  patchSize?: number;
  /** Most relevant first (`morf`, the default), or least relevant first (`lerf`). */
  order?: Order;
}

/**
 * Removes patches, with all their channels, in the order of their summed attribution, and follows the explained output. Score: the area over the
 * perturbation curve (AOPC), the mean over all points, the unchanged sample included, of the output's fall since the start. High speaks for the explanation
 * when the most relevant go first. In series a patch is a piece of time; in tables, of columns side by side.
 *
 * @see W. Samek et al.: Evaluating the Visualization of What a Deep Neural Network Has Learned (2017)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const input = tf.tensor2d([[3, 1, 0, 2]]);
 * const { scores, curves } = await new RegionPerturbation({ patchSize: 2 }).evaluate({ model, input, attribution: input, target: 0 });
 * curves[0]; // => [6, 2, 0]
 * scores; // => [10/3]
 * ```
 */
export class RegionPerturbation extends PathMetric {
  readonly name: string = 'RegionPerturbation';
  readonly better: 'low' | 'high';
  protected readonly path: Path;

  /** @throws {ValueError} for a setting that does not exist, or a baseline, patch or order that is none */
  constructor(settings: RegionPerturbationSettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'patchSize', 'order'], 'RegionPerturbation');
    const { baseline = 0, patchSize = 4, order = 'morf' } = settings;
    checkBaseline(baseline);
    checkPositiveInteger('patchSize', patchSize);
    checkOrder(order);
    this.better = order === 'morf' ? 'high' : 'low';
    this.path = { unit: { patch: patchSize }, inStep: 1, baseline, order, change: 'remove' };
  }

  protected override judge({ curves }: Curves): CurveMeasurement {
    return { scores: overCurve(curves), curves };
  }
}
