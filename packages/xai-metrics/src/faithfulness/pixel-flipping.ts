import { type Background, checkKeys, checkPositiveInteger } from 'xai-base';
import type { CurveMeasurement } from '../measurement';
import { checkBaseline } from '../task/baseline';
import { checkOrder, type Order } from '../task/check-settings';
import { overCurve } from './shared/over-curve';
import { PathMetric } from './shared/path-metric';
import type { Curves, Path } from './shared/perturbation-curve';

/** The settings of {@link PixelFlipping}. */
export interface PixelFlippingSettings {
  /** What stands in the place of removed features; 0 by default. */
  baseline?: Background;
  /** How many features are removed in a step; a hundredth of them by default. */
  featuresInStep?: number;
  /** Most relevant first (`morf`, the default), or least relevant first (`lerf`): the same order backwards. */
  order?: Order;
}

/** What {@link PixelFlipping} says of a batch. */
export interface PixelFlippingMeasurement extends CurveMeasurement {
  /** The area over the perturbation curve of each sample: the mean over all points, the first included, of the output's fall since the start. */
  readonly aopc: Float64Array;
}

/**
 * Removes features, channels one by one, in the order of their attribution, and follows the explained output. Score: the area under the curve over
 * the removed fraction, by the trapezoid, the unchanged sample included; low speaks for the explanation when the most relevant go first, high when
 * the least relevant do. Quantus leaves the first point out and counts steps in the place of fractions, so that its areas depend on the step.
 *
 * @see S. Bach et al.: On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation (2015)
 * @see W. Samek et al.: Evaluating the Visualization of What a Deep Neural Network Has Learned (2017)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const task = { model, input: tf.tensor2d([[3, 1]]), attribution: tf.tensor2d([[3, 1]]), target: 0 };
 * (await new PixelFlipping().evaluate(task)).curves[0]; // => [4, 1, 0]
 * (await new PixelFlipping({ order: 'lerf' }).evaluate(task)).curves[0]; // => [4, 3, 0]
 * ```
 */
export class PixelFlipping extends PathMetric<PixelFlippingMeasurement> {
  readonly name: string = 'PixelFlipping';
  readonly better: 'low' | 'high';
  protected readonly path: Path;

  /** @throws {ValueError} for a setting that does not exist, or a baseline, step or order that is none */
  constructor(settings: PixelFlippingSettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'featuresInStep', 'order'], 'PixelFlipping');
    const { baseline = 0, featuresInStep: inStep, order = 'morf' } = settings;
    checkBaseline(baseline);
    if (inStep !== undefined) checkPositiveInteger('featuresInStep', inStep);
    checkOrder(order);
    this.better = order === 'morf' ? 'low' : 'high';
    this.path = { unit: 'feature', inStep, baseline, order, change: 'remove' };
  }

  protected override judge({ areas, curves }: Curves): PixelFlippingMeasurement {
    return { scores: areas, curves, aopc: overCurve(curves) };
  }
}
