import type { CurveMeasurement } from '../measurement';
import { Metric } from '../metric';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import type { Samples } from '../task/samples';
import { checkDeletionSettings, type DeletionSettings } from './deletion';
import { perturbationCurves } from './shared/perturbation-curve';

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
export class Insertion extends Metric<CurveMeasurement> {
  readonly name: string = 'Insertion';
  readonly category = 'faithfulness';
  readonly better = 'high';

  /** @throws {ValueError} for a setting that does not exist, or a baseline or step that is none */
  constructor(private readonly settings: DeletionSettings = {}) {
    super();
    checkDeletionSettings(settings, 'Insertion');
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<CurveMeasurement> {
    const { baseline = 0, pixelsInStep: inStep } = this.settings;
    const path = { unit: 'position', inStep, baseline, order: 'morf', change: 'insert' } as const;
    const { areas, curves } = await perturbationCurves(task, samples, options, path);
    return { scores: areas, curves };
  }
}
