import { mean } from '../numbers/pearson';
import { type BootstrapOptions, bootstrapMeans, middle, twoSided } from './bootstrap';

/** How two methods compare on the same samples. */
export interface MetricComparison {
  /** The mean of the first method's scores less the second's. */
  readonly difference: number;
  /** The ends of its confidence interval, by the paired bootstrap. */
  readonly low: number;
  readonly high: number;
  /** The share of the samples on which the first is better; ties count half. */
  readonly winRate: number;
  /** Two-sided, by the paired bootstrap. */
  readonly pValue: number;
  /** On how many samples both are defined. */
  readonly count: number;
}

/** Compares scores with those of another method of the same samples, where both are defined. */
export function comparisonOf(
  scores: Float64Array,
  others: Float64Array,
  better: 'low' | 'high',
  options: BootstrapOptions,
): MetricComparison {
  const differences = scores.map((value, sample) => value - others[sample]).filter((value) => !Number.isNaN(value));
  const sign = better === 'high' ? 1 : -1;
  const wins = differences.map((value) => (Math.sign(sign * value) + 1) / 2);
  const means = bootstrapMeans(differences, options);
  const count = differences.length;
  return {
    difference: mean(differences),
    ...middle(means, options.level),
    winRate: mean(wins),
    pValue: count === 0 ? Number.NaN : twoSided(means),
    count,
  };
}
