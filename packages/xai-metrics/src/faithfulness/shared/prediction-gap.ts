import { checkKeys, checkPositiveInteger } from 'xai-base';
import type { Measurement } from '../../measurement';
import { Metric } from '../../metric';
import { mean } from '../../numbers/pearson';
import { ranking } from '../../numbers/ranking';
import { checkAboveZero } from '../../task/check-settings';
import { ExplainedOutputs } from '../../task/explained-outputs';
import { lastOnly } from '../../task/last-only';
import type { MetricOptions, MetricTask } from '../../task/metric-task';
import { noiseOf } from '../../task/noise';
import { readFeatureAttribution } from '../../task/read-attribution';
import type { Samples } from '../../task/samples';

/** The settings of {@link PredictionGapImportant} and {@link PredictionGapUnimportant}. */
export interface PredictionGapSettings {
  /** How many features of largest magnitude are the important ones; a quarter of all by default. */
  k?: number;
  /** How many times noise is added; 10 by default. */
  draws?: number;
  /** Its standard deviation, in units of the input; 0.1 by default. */
  standardDeviation?: number;
}

/** By how much the explained output changes, on average, when noise is added to some features. */
export abstract class PredictionGap extends Metric {
  readonly category = 'faithfulness';
  /** Which features the noise is added to. */
  protected abstract readonly changed: 'important' | 'unimportant';

  constructor(
    private readonly settings: PredictionGapSettings,
    owner: string,
  ) {
    super();
    checkKeys(settings, ['k', 'draws', 'standardDeviation'], owner);
    const { k, draws = 10, standardDeviation = 0.1 } = settings;
    if (k !== undefined) checkPositiveInteger('k', k);
    checkPositiveInteger('draws', draws);
    checkAboveZero('standardDeviation', standardDeviation);
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Measurement> {
    const { k = Math.ceil(samples.size / 4), draws = 10, standardDeviation = 0.1 } = this.settings;
    const attributions = await readFeatureAttribution(task, samples);
    const noise = await noiseOf(task, samples, options, {
      metric: 'PredictionGap',
      draws,
      next: (stream) => standardDeviation * stream.normal(),
    });
    const changed = lastOnly((sample) => {
      const ranked = ranking(Float64Array.from(attributions.row(sample), Math.abs));
      return this.changed === 'important' ? ranked.subarray(0, k) : ranked.subarray(k);
    });
    const outputs = await ExplainedOutputs.of(task, samples, options);
    const outcomes = await outputs.ofVariants(noise.draws, (sample, draw, into) => {
      for (const feature of changed(sample)) into[feature] += noise.of(sample, draw)[feature];
    });
    const gaps = outcomes.map((of, sample) => of.map((value) => Math.abs(value - outputs.clean[sample])));
    return { scores: Float64Array.from(gaps, mean) };
  }
}
