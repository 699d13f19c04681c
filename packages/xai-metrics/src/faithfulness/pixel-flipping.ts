import { checkKeys, checkPositiveInteger, describeValue, ValueError } from 'xai-base';
import type { CurveMeasurement } from '../measurement';
import { Metric } from '../metric';
import { mean } from '../numbers/pearson';
import { type Baseline, checkBaseline } from '../task/baseline';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import type { Samples } from '../task/samples';
import { perturbationCurves } from './shared/perturbation-curve';

/** The settings of {@link PixelFlipping}. */
export interface PixelFlippingSettings {
  /** What stands in the place of removed features; 0 by default. */
  baseline?: Baseline;
  /** How many features are removed in a step; a hundredth of them by default. */
  featuresInStep?: number;
  /** Most relevant first (`morf`, the default), or least relevant first (`lerf`): the same order backwards. */
  order?: 'morf' | 'lerf';
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
export class PixelFlipping extends Metric<PixelFlippingMeasurement> {
  readonly name: string = 'PixelFlipping';
  readonly category = 'faithfulness';
  readonly better: 'low' | 'high';

  /** @throws {ValueError} for a setting that does not exist, or a baseline, step or order that is none */
  constructor(private readonly settings: PixelFlippingSettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'featuresInStep', 'order'], 'PixelFlipping');
    const { baseline = 0, featuresInStep, order = 'morf' } = settings;
    checkBaseline(baseline);
    if (featuresInStep !== undefined) checkPositiveInteger('featuresInStep', featuresInStep);
    if (order !== 'morf' && order !== 'lerf') {
      const expected = "'morf' (most relevant first) or 'lerf' (least relevant first)";
      const message = `order is ${describeValue(order)}; expected ${expected}.`;
      throw new ValueError(message, { argument: 'order', value: order, expected });
    }
    this.better = order === 'morf' ? 'low' : 'high';
  }

  protected async measure(
    task: MetricTask,
    samples: Samples,
    options: MetricOptions,
  ): Promise<PixelFlippingMeasurement> {
    const { baseline = 0, featuresInStep: inStep, order = 'morf' } = this.settings;
    const path = { unit: 'feature', inStep, baseline, order, change: 'remove' } as const;
    const { areas, curves } = await perturbationCurves(task, samples, options, path);
    const aopc = Float64Array.from(curves, (curve) => mean(curve.map((value) => curve[0] - value)));
    return { scores: areas, curves, aopc };
  }
}
