import { checkKeys } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { earthMoversDistance } from '../numbers/earth-movers-distance';
import { checkSetting } from '../task/check-settings';
import type { MetricTask } from '../task/metric-task';
import { readLocated } from '../task/read-masks';
import type { Samples } from '../task/samples';

/** The settings of {@link EMDScore}. */
export interface EMDScoreSettings {
  /** What the distance is divided by: the largest there is between two positions (`paper`, the default), or `sqrt(2 h w)`, as the benchmark's code has it (`code`). */
  normalization?: 'paper' | 'code';
}

/** What {@link EMDScore} says of a batch. */
export interface EMDScoreMeasurement extends Measurement {
  /** The earth mover's distance itself, in positions. */
  readonly distances: Float64Array;
}

/**
 * How near the magnitudes are to the mask: 1 less the earth mover's distance between the two, each scaled to a sum of 1, over the largest there could be. A
 * move costs how far apart two positions are. NaN for an empty mask, and where all attributions are 0.
 *
 * @see B. Clark, R. Wilming, S. Haufe: XAI-TRIS: Non-linear Image Benchmarks to Quantify False Positive Post-hoc Attribution of Feature Importance (2024)
 *
 * @example
 * ```ts
 * const input = tf.tensor([1, 0, 0, 0, 0], [1, 5, 1]); // a series
 * const task = { input, attribution: input, masks: tf.tensor([0, 1, 0, 0, 0], [1, 5, 1]) };
 * (await new EMDScore().evaluate(task)).scores; // => [0.75]
 * ```
 */
export class EMDScore extends Metric<EMDScoreMeasurement> {
  readonly name: string = 'EMDScore';
  readonly category = 'truth';
  readonly better = 'high';
  private readonly normalization: 'paper' | 'code';

  /** @throws {ValueError} for a setting that does not exist, or a normalization that is none */
  constructor(settings: EMDScoreSettings = {}) {
    super();
    checkKeys(settings, ['normalization'], 'EMDScore');
    this.normalization = settings.normalization ?? 'paper';
    const isOne = this.normalization === 'paper' || this.normalization === 'code';
    checkSetting('normalization', this.normalization, isOne, "'paper' or 'code'");
  }

  protected async measure(task: MetricTask, samples: Samples): Promise<EMDScoreMeasurement> {
    const located = await readLocated(task, samples);
    const axes = samples.shape.length > 1 ? samples.shape.slice(0, -1) : samples.shape;
    const positions = axes.reduce((product, length) => product * length, 1);
    const distances = Float64Array.from({ length: samples.batch }, (_, sample) => {
      const { attribution, mask } = located(sample);
      const channels = mask.length / positions;
      const cost = (from: number, to: number) =>
        distanceBetween(Math.floor(from / channels), Math.floor(to / channels), axes);
      return earthMoversDistance(mask, Array.from(attribution, Math.abs), cost);
    });
    const squares = axes.reduce((sum, length) => sum + (length - 1) ** 2, 0);
    const largest = Math.sqrt(this.normalization === 'paper' ? squares : 2 * positions);
    return { scores: distances.map((distance) => 1 - distance / largest), distances };
  }
}

function distanceBetween(from: number, to: number, axes: readonly number[]): number {
  let [a, b, square] = [from, to, 0];
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    square += ((a % axes[axis]) - (b % axes[axis])) ** 2;
    [a, b] = [Math.floor(a / axes[axis]), Math.floor(b / axes[axis])];
  }
  return Math.sqrt(square);
}
