import { checkKeys, checkPositiveInteger, describeValue, nearest, ValueError } from 'xai-base';
import type { MetricCategory } from '../metric';
import { mean } from '../numbers/pearson';
import { type BootstrapOptions, bootstrapMeans, middle, twoSided } from './bootstrap';
import { markdown } from './markdown';

/** What a table knows of a metric. */
export interface MetricColumn {
  readonly name: string;
  readonly category: MetricCategory;
  readonly better: 'low' | 'high';
}

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

/**
 * The scores of methods by metrics, sample by sample, as `evaluate` gives them. Undefined scores (NaN) are left out of means, and counted.
 *
 * @example
 * ```ts
 * const columns = [{ name: 'Deletion', category: 'faithfulness', better: 'low' }] as const;
 * const table = new MetricTable(columns, { LRP: { Deletion: [1, 3, NaN] }, Random: { Deletion: [2, 4, 5] } });
 * table.summary('LRP', 'Deletion').mean; // => 2
 * table.summary('LRP', 'Deletion').undefined; // => 1
 * const { difference, winRate, count } = table.compare('LRP', 'Random', 'Deletion');
 * [difference, winRate, count]; // => [-1, 1, 2]
 * ```
 */
export class MetricTable {
  /** The methods' names. */
  readonly analyzers: readonly string[];

  /**
   * @param metrics the columns
   * @param scores those of each method by each metric, in the order of the samples
   */
  constructor(
    readonly metrics: readonly MetricColumn[],
    private readonly scores: Readonly<Record<string, Readonly<Record<string, ArrayLike<number>>>>>,
  ) {
    this.analyzers = Object.keys(scores);
  }

  /**
   * The scores, one a sample.
   *
   * @throws {ValueError} for a method or a metric that the table does not have
   */
  values(analyzer: string, metric: string): Float64Array {
    this.column(metric);
    return Float64Array.from(this.scores[known('analyzer', analyzer, this.analyzers)][metric]);
  }

  /**
   * The mean over the samples, with its confidence interval.
   *
   * @throws {ValueError} for a method or a metric that the table does not have
   */
  summary(analyzer: string, metric: string, options: BootstrapOptions = {}): MetricSummary {
    checkBootstrap(options, 'summary');
    const values = this.values(analyzer, metric);
    const defined = values.filter((value) => !Number.isNaN(value));
    const { better } = this.column(metric);
    const count = defined.length;
    const interval = middle(bootstrapMeans(defined, options), options.level);
    return { mean: mean(defined), ...interval, count, undefined: values.length - count, better };
  }

  /**
   * Compares two methods, sample by sample.
   *
   * @throws {ValueError} for a method or a metric that the table does not have
   */
  compare(first: string, second: string, metric: string, options: BootstrapOptions = {}): MetricComparison {
    checkBootstrap(options, 'compare');
    const others = this.values(second, metric);
    const differences = this.values(first, metric)
      .map((value, sample) => value - others[sample])
      .filter((value) => !Number.isNaN(value));
    const sign = this.column(metric).better === 'high' ? 1 : -1;
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

  /** A table of means and intervals: a row a method, a column a metric. */
  toMarkdown(options: BootstrapOptions = {}): string {
    return markdown(this.analyzers, this.metrics, (analyzer, metric) => this.summary(analyzer, metric, options));
  }

  /** All that the table holds as plain values; null for what is undefined. */
  toJSON() {
    const plain = (values: Float64Array) => Array.from(values, (value) => (Number.isNaN(value) ? null : value));
    const rowOf = (analyzer: string) =>
      Object.fromEntries(this.metrics.map(({ name }) => [name, plain(this.values(analyzer, name))]));
    return {
      metrics: this.metrics.map(({ name, category, better }) => ({ name, category, better })),
      scores: Object.fromEntries(this.analyzers.map((analyzer) => [analyzer, rowOf(analyzer)])),
    };
  }

  private column(metric: string): MetricColumn {
    const names = this.metrics.map(({ name }) => name);
    return this.metrics[names.indexOf(known('metric', metric, names))];
  }
}

function known(argument: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  const guess = nearest(String(name), names);
  const expected = `one of ${names.join(', ')}`;
  const message = `The table has no ${argument} ${describeValue(name)}${guess ? `; did you mean ${guess}?` : ';'} Expected ${expected}.`;
  throw new ValueError(message, { argument, value: name, expected });
}

function checkBootstrap(options: BootstrapOptions, owner: string): void {
  checkKeys(options, ['level', 'resamples', 'seed'], owner);
  const { level = 0.95, resamples = 2000 } = options;
  checkPositiveInteger('resamples', resamples);
  if (level > 0 && level < 1) return;
  const expected = 'a share between 0 and 1';
  const message = `level is ${describeValue(level)}; expected ${expected}.`;
  throw new ValueError(message, { argument: 'level', value: level, expected });
}
