import { type Background, checkKeys } from 'xai-base';
import type { Measurement } from '../../measurement';
import { Metric } from '../../metric';
import { mean } from '../../numbers/pearson';
import { ranking } from '../../numbers/ranking';
import { checkBaseline, readBaseline } from '../../task/baseline';
import { checkSetting } from '../../task/check-settings';
import { ExplainedOutputs } from '../../task/explained-outputs';
import { lastOnly } from '../../task/last-only';
import type { MetricOptions, MetricTask } from '../../task/metric-task';
import type { Samples } from '../../task/samples';
import { readUnits } from './units';

/** The settings of {@link Comprehensiveness} and {@link RationaleSufficiency}. */
export interface RationaleSettings {
  /** What stands in the place of what is absent: of texts, the id of the mask or padding token; 0 by default. */
  baseline?: Background;
  /** How many of a hundred positions make the rationale, at least one; 1, 5, 10, 20 and 50 by default. */
  percentages?: readonly number[];
}

/** What a metric of rationales says of a batch. */
export interface RationaleMeasurement extends Measurement {
  /** The fall of the output for each size of the rationale, `[batch][percentages]`. */
  readonly falls: readonly Float64Array[];
}

/** The mean fall of the explained output when the rationale, the positions of largest attribution, is removed or is all that is left. */
export abstract class RationaleMetric extends Metric<RationaleMeasurement> {
  readonly category = 'faithfulness';
  protected abstract readonly absent: 'rationale' | 'rest';

  constructor(
    private readonly settings: RationaleSettings,
    owner: string,
  ) {
    super();
    checkKeys(settings, ['baseline', 'percentages'], owner);
    const { baseline = 0, percentages = [50] } = settings;
    checkBaseline(baseline);
    const arePercentages =
      Array.isArray(percentages) && percentages.length > 0 && percentages.every((one) => one > 0 && one <= 100);
    checkSetting('percentages', percentages, arePercentages, 'a list of numbers above 0, to 100');
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<RationaleMeasurement> {
    const { baseline = 0, percentages = [1, 5, 10, 20, 50] } = this.settings;
    const unitsOf = await readUnits(task, samples, 'position');
    const values = await readBaseline(baseline, samples);
    const ranked = lastOnly((sample) => ranking(unitsOf(sample).attribution));
    const outputs = await ExplainedOutputs.of(task, samples, options);
    const outcomes = await outputs.ofVariants(percentages.length, (sample, index, into) => {
      const units = unitsOf(sample);
      const length = Math.ceil((units.count * percentages[index]) / 100);
      const absent = this.absent === 'rationale' ? ranked(sample).subarray(0, length) : ranked(sample).subarray(length);
      for (const unit of absent) units.put(into, unit, values(sample));
    });
    const falls = outcomes.map((of, sample) => of.map((value) => outputs.clean[sample] - value));
    return { scores: Float64Array.from(falls, mean), falls };
  }
}
