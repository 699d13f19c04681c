import type { CurveMeasurement } from '../../measurement';
import { Metric } from '../../metric';
import type { MetricOptions, MetricTask } from '../../task/metric-task';
import type { Samples } from '../../task/samples';
import { type Curves, type Path, perturbationCurves } from './perturbation-curve';

/** A metric that follows the explained output along a path, and says something of the curve. */
export abstract class PathMetric<Result extends CurveMeasurement = CurveMeasurement> extends Metric<Result> {
  readonly category = 'faithfulness';
  protected abstract readonly path: Path;

  protected async measure(task: MetricTask, samples: Samples, options: MetricOptions): Promise<Result> {
    return this.judge(await perturbationCurves(task, samples, options, this.path));
  }

  /** What the metric says of the curves; by default the areas below them. */
  protected judge({ areas, curves }: Curves): Result {
    return { scores: areas, curves } as CurveMeasurement as Result;
  }
}
