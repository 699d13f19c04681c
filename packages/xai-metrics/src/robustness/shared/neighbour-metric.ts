import type { Measurement } from '../../measurement';
import { Metric } from '../../metric';
import type { MetricOptions, MetricTask } from '../../task/metric-task';
import type { Samples } from '../../task/samples';
import { type Neighbour, neighboursOf } from './neighbours';
import { checkSensitivitySettings, type SensitivitySettings } from './sensitivity-settings';

/** A metric that compares the explanation of a sample with those of its neighbours. */
export abstract class NeighbourMetric extends Metric {
  readonly category = 'robustness';
  readonly better = 'low';

  constructor(
    protected readonly settings: SensitivitySettings,
    owner: string,
  ) {
    super();
    checkSensitivitySettings(settings, owner);
  }

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Measurement> {
    const all = await neighboursOf(task, samples, options, this.settings);
    return { scores: Float64Array.from(all, (neighbours) => this.summarize(neighbours.map((one) => this.judge(one)))) };
  }

  /** What one neighbour says. */
  protected abstract judge(neighbour: Neighbour): number;

  /** What all of them say; by default the largest. */
  protected summarize(values: readonly number[]): number {
    return values.reduce((largest, value) => Math.max(largest, value));
  }
}
