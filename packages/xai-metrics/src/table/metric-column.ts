import type { MetricCategory } from '../metric';

/** What a table knows of a metric. */
export interface MetricColumn {
  readonly name: string;
  readonly category: MetricCategory;
  readonly better: 'low' | 'high';
}
