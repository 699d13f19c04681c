import type { Measurement } from '../../measurement';
import { Metric } from '../../metric';
import type { MetricTask } from '../../task/metric-task';
import { type Located, readLocated } from '../../task/read-masks';
import type { Samples } from '../../task/samples';
import { sizeOf } from './inside';

/** A metric that compares attributions with a mask. */
export abstract class LocalisationMetric extends Metric {
  readonly category: 'localisation' | 'truth' = 'localisation';
  readonly better = 'high';

  protected async measure(task: MetricTask, samples: Samples): Promise<Measurement> {
    const located = await readLocated(task, samples);
    this.check(located(0).attribution.length);
    const scores = Float64Array.from({ length: samples.batch }, (_, sample) => {
      const one = located(sample);
      return sizeOf(one.mask) === 0 ? Number.NaN : this.judge(one);
    });
    return { scores };
  }

  /** Checks settings against how many attributions there are. */
  protected check(_attributions: number): void {}

  /** The score of a sample whose mask is not empty. */
  protected abstract judge(sample: Located): number;
}
