import type { Metric } from '../metric';
import type { CurveMoments } from '../table/curve-moments';
import { MetricTable } from '../table/metric-table';
import type { Judged } from './journal';

/** The rows of a table while they grow. */
export class Rows {
  private readonly scores: Record<string, Record<string, number[]>>;
  private readonly curves: Record<string, Record<string, CurveMoments>>;

  constructor({ methods, metrics }: { methods: readonly string[]; metrics: readonly string[] }) {
    const ofEach = <T>(make: () => T) => Object.fromEntries(methods.map((name) => [name, make()]));
    this.scores = ofEach(() => Object.fromEntries(metrics.map((name) => [name, [] as number[]])));
    this.curves = ofEach(() => ({}));
  }

  add(method: string, { scores, curves }: Judged): void {
    for (const [metric, values] of Object.entries(scores))
      for (const value of Array.from(values)) this.scores[method][metric].push(value);
    for (const [metric, moments] of Object.entries(curves)) {
      const own = this.curves[method];
      if (own[metric]) own[metric].merge(moments);
      else own[metric] = moments;
    }
  }

  table(metrics: readonly Metric[]): MetricTable {
    return new MetricTable(metrics, this.scores, this.curves);
  }
}
