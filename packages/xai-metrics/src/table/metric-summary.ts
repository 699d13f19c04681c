import { mean } from '../numbers/pearson';
import { type BootstrapOptions, bootstrapMeans, middle } from './bootstrap';

/** What a metric says of a method over all samples. */
export interface MetricSummary {
  /** The mean over the samples for which the metric is defined. */
  readonly mean: number;
  /** The ends of its confidence interval, by the bootstrap. */
  readonly low: number;
  readonly high: number;
  /** How many samples the mean is of. */
  readonly count: number;
  /** For how many the metric is undefined. */
  readonly undefined: number;
  readonly better: 'low' | 'high';
}

/** Sums scores up: those that are undefined (NaN) are left out, and counted. */
export function summaryOf(scores: Float64Array, better: 'low' | 'high', options: BootstrapOptions): MetricSummary {
  const defined = scores.filter((score) => !Number.isNaN(score));
  const count = defined.length;
  const interval = middle(bootstrapMeans(defined, options), options.level);
  return { mean: mean(defined), ...interval, count, undefined: scores.length - count, better };
}
