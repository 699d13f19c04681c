import type { Measurement } from '../../measurement';
import { Metric } from '../../metric';
import type { MetricTask } from '../../task/metric-task';
import { readAttribution } from '../../task/read-attribution';
import type { Samples } from '../../task/samples';

/** A metric of nothing but the attributions of a sample. */
export abstract class ValuesMetric extends Metric {
  readonly category = 'complexity';

  protected async measure(task: MetricTask, samples: Samples): Promise<Measurement> {
    const attributions = await readAttribution(task, samples);
    const judge = (_: unknown, sample: number) => this.judge(attributions.row(sample));
    return { scores: Float64Array.from({ length: samples.batch }, judge) };
  }

  /** The score of a sample. */
  protected abstract judge(values: ArrayLike<number>): number;
}
