import { checkKeys, impute } from 'xai-base';
import type { Measurement } from '../measurement';
import { Metric } from '../metric';
import { mean } from '../numbers/pearson';
import { ranking } from '../numbers/ranking';
import { checkSetting } from '../task/check-settings';
import { ExplainedOutputs } from '../task/explained-outputs';
import { lastOnly } from '../task/last-only';
import type { MetricOptions, MetricTask } from '../task/metric-task';
import { noiseOf } from '../task/noise';
import { overChannels, readAttribution } from '../task/read-attribution';
import type { Samples } from '../task/samples';
import { planeOf } from './shared/plane-of';

/** The settings of {@link ROAD}. */
export interface ROADSettings {
  /** How many of a hundred positions are removed; 10, 30, 50, 70 and 90 by default. */
  percentages?: readonly number[];
  /** The standard deviation of what is added to imputed positions, in units of the input; 0.01 by default. */
  noiseLevel?: number;
}

/** What {@link ROAD} says of a batch. */
export interface ROADMeasurement extends Measurement {
  /** 1 where the explained output stays the largest, `[batch][percentages]`: the means over the data are the paper's curve. */
  readonly correct: readonly Float64Array[];
  /** The explained outputs, `[batch][percentages]`. */
  readonly outputs: readonly Float64Array[];
}

/**
 * Remove and debias: removes the positions of largest attribution, fills them from their neighbours so that no shape of theirs is left to see, and asks
 * whether the explained output is the largest still. Score: the share of the percentages at which it is. `noise` in the task, standard normal,
 * `[batch, percentages, ...]`, is taken in the place of drawn noise. For images and series.
 *
 * @see Y. Rong et al.: A Consistent and Efficient Evaluation Strategy for Attribution Methods (2022)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.stack([tf.max(x, [1, 2]), tf.fill([x.shape[0]], 0.5)], 1);
 * const spot = tf.tensor([0, 0, 0, 1, 0, 0], [1, 6, 1]); // a series
 * const task = { model, input: spot, attribution: spot };
 * (await new ROAD({ percentages: [50] }).evaluate(task)).scores; // => [0]
 * ```
 */
export class ROAD extends Metric<ROADMeasurement> {
  readonly name: string = 'ROAD';
  readonly category = 'faithfulness';
  readonly better = 'low';

  /** @throws {ValueError} for a setting that does not exist, or percentages or a level that are none */
  constructor(private readonly settings: ROADSettings = {}) {
    super();
    checkKeys(settings, ['percentages', 'noiseLevel'], 'ROAD');
    const { percentages = [50], noiseLevel = 0.01 } = settings;
    const arePercentages =
      Array.isArray(percentages) && percentages.length > 0 && percentages.every((one) => one > 0 && one < 100);
    checkSetting('percentages', percentages, arePercentages, 'a list of numbers between 0 and 100');
    checkSetting('noiseLevel', noiseLevel, Number.isFinite(noiseLevel) && noiseLevel >= 0, 'a number of at least 0');
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<ROADMeasurement> {
    const { percentages = [10, 30, 50, 70, 90], noiseLevel = 0.01 } = this.settings;
    const plane = planeOf(samples, this.name);
    const attributions = await readAttribution(task, samples);
    const ranked = lastOnly((sample) => ranking(overChannels(attributions.row(sample), attributions.channels)));
    const noise = await noiseOf(task, samples, options, {
      metric: this.name,
      draws: percentages.length,
      next: (stream) => stream.normal(),
    });
    const outcome = await ExplainedOutputs.of(task, samples, options);
    const { outputs, isLargest } = await outcome.withRank(percentages.length, (sample, index, into) => {
      const count = Math.floor((plane.height * plane.width * percentages[index]) / 100);
      const removed = ranked(sample).subarray(0, count);
      impute(into, removed, plane);
      const added = noise.of(sample, index);
      for (const position of removed)
        for (let k = position * samples.channels; k < (position + 1) * samples.channels; k++)
          into[k] += noiseLevel * added[k];
    });
    return { scores: Float64Array.from(isLargest, mean), correct: isLargest, outputs };
  }
}
