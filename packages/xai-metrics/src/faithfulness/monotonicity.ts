import { type Background, checkKeys, checkPositiveInteger } from 'xai-base';
import type { CurveMeasurement } from '../measurement';
import { checkBaseline } from '../task/baseline';
import { checkSetting } from '../task/check-settings';
import { PathMetric } from './shared/path-metric';
import type { Curves, Path } from './shared/perturbation-curve';

/** The settings of {@link Monotonicity}. */
export interface MonotonicitySettings {
  /** From where features come back; 0 by default. */
  baseline?: Background;
  /** How many features come back in a step; a hundredth of them by default. */
  featuresInStep?: number;
  /** By how much the output may fall in a step; 1e-6 by default. */
  tolerance?: number;
}

/** What {@link Monotonicity} says of a batch. */
export interface MonotonicityMeasurement extends CurveMeasurement {
  /** The part of the steps in which the output does not fall. */
  readonly share: Float64Array;
}

/**
 * From the baseline the features come back, the least attributed first. Score: 1 where no step lets the explained output fall, and 0 elsewhere. Quantus puts
 * the baseline in the place of the baseline, so that its answer is always 1.
 *
 * @see R. Luss et al.: Leveraging Latent Features for Local Explanations (2021); V. Arya et al.: One Explanation Does Not Fit All (2019)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(x, 1, true);
 * const input = tf.tensor2d([[3, -1, 2]]);
 * const task = { model, input, attribution: input, target: 0 };
 * (await new Monotonicity().evaluate(task)).curves; // => [[0, -1, 1, 4]]
 * (await new Monotonicity().evaluate(task)).scores; // => [0]
 * ```
 */
export class Monotonicity extends PathMetric<MonotonicityMeasurement> {
  readonly name: string = 'Monotonicity';
  readonly better = 'high';
  protected readonly path: Path;
  private readonly tolerance: number;

  /** @throws {ValueError} for a setting that does not exist, or a baseline, step or tolerance that is none */
  constructor(settings: MonotonicitySettings = {}) {
    super();
    checkKeys(settings, ['baseline', 'featuresInStep', 'tolerance'], 'Monotonicity');
    const { baseline = 0, featuresInStep: inStep, tolerance = 1e-6 } = settings;
    checkBaseline(baseline);
    if (inStep !== undefined) checkPositiveInteger('featuresInStep', inStep);
    checkSetting('tolerance', tolerance, Number.isFinite(tolerance) && tolerance >= 0, 'a number of at least 0');
    this.tolerance = tolerance;
    this.path = { unit: 'feature', inStep, baseline, order: 'lerf', change: 'insert' };
  }

  protected override judge({ curves }: Curves): MonotonicityMeasurement {
    const share = Float64Array.from(curves, (curve) => {
      const rising = curve.subarray(1).filter((value, step) => value >= curve[step] - this.tolerance);
      return rising.length / (curve.length - 1);
    });
    return { scores: share.map((part) => (part === 1 ? 1 : 0)), share, curves };
  }
}
