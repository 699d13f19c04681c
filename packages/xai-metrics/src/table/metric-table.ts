import { ValueError } from 'xai-base';
import { mean } from '../numbers/pearson';
import { type BootstrapOptions, checkBootstrap } from './bootstrap';
import { type ByMethod, eachCell, mapCells } from './by-method';
import { CurveMoments } from './curve-moments';
import { knownName } from './known-name';
import { markdown } from './markdown';
import type { MetricColumn } from './metric-column';
import { comparisonOf, type MetricComparison } from './metric-comparison';
import { curveOf, type MetricCurve } from './metric-curve';
import { type MetricSummary, summaryOf } from './metric-summary';
import { numbersOf, plainNumbers } from './plain-numbers';
import type { PlainTable } from './plain-table';

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
   * @param curves the moments of those of each method by each metric that follows some
   */
  constructor(
    readonly metrics: readonly MetricColumn[],
    private readonly scores: ByMethod<ArrayLike<number>>,
    private readonly curves: ByMethod<CurveMoments> = {},
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
    return Float64Array.from(this.scores[knownName('analyzer', analyzer, this.analyzers)][metric]);
  }

  /**
   * The mean over the samples, with its confidence interval.
   *
   * @throws {ValueError} for a method or a metric that the table does not have
   */
  summary(analyzer: string, metric: string, options: BootstrapOptions = {}): MetricSummary {
    checkBootstrap(options, 'summary');
    return summaryOf(this.values(analyzer, metric), this.column(metric).better, options);
  }

  /**
   * Compares two methods, sample by sample.
   *
   * @throws {ValueError} for a method or a metric that the table does not have
   */
  compare(first: string, second: string, metric: string, options: BootstrapOptions = {}): MetricComparison {
    checkBootstrap(options, 'compare');
    return comparisonOf(this.values(first, metric), this.values(second, metric), this.column(metric).better, options);
  }

  /**
   * Whether a method is better than the best of others, sample by sample, beyond chance: what it must be to say more than `random`, `edges` and `input` do.
   *
   * @param others of which the one with the best mean is taken; those that the table does not have are left out
   * @param options of the bootstrap; `level` 0.95 asks for p < 0.05
   * @throws {ValueError} for a method or a metric that the table does not have
   */
  beats(method: string, others: readonly string[], metric: string, options: BootstrapOptions = {}): boolean {
    const best = this.best(others, metric);
    if (best === undefined || best === method) return false;
    const { difference, pValue } = this.compare(method, best, metric, options);
    const isBetter = this.column(metric).better === 'high' ? difference > 0 : difference < 0;
    return isBetter && pValue < 1 - (options.level ?? 0.95);
  }

  /** The one of some methods with the best mean; those that the table does not have, or for which the metric is never defined, are left out. */
  best(methods: readonly string[], metric: string): string | undefined {
    const sign = this.column(metric).better === 'high' ? 1 : -1;
    const means = methods
      .filter((name) => this.analyzers.includes(name))
      .map((name) => ({ name, mean: sign * mean(this.values(name, metric).filter((value) => !Number.isNaN(value))) }))
      .filter((one) => !Number.isNaN(one.mean));
    return means.sort((one, other) => other.mean - one.mean)[0]?.name;
  }

  /**
   * What a metric follows along a path, such as the output while positions are removed: the mean curve of all samples.
   *
   * @throws {ValueError} for a method or a metric that the table does not have, and for a metric that follows nothing
   */
  curve(analyzer: string, metric: string): MetricCurve {
    this.column(metric);
    const moments = this.curves[knownName('analyzer', analyzer, this.analyzers)]?.[metric];
    if (moments === undefined) {
      const expected = 'a metric that follows a curve, such as Deletion';
      const message = `${metric} has no curve; expected ${expected}.`;
      throw new ValueError(message, { argument: 'metric', value: metric, expected });
    }
    return curveOf(moments);
  }

  /** Which metrics follow an explanation through stages, such as layers that lose their weights. */
  get withStages(): readonly string[] {
    const [first] = Object.values(this.curves);
    return this.withCurves.filter((name) => first[name].stages !== undefined);
  }

  /** Which metrics follow a curve, or stages. */
  get withCurves(): readonly string[] {
    const [first] = Object.values(this.curves);
    return this.names.filter((name) => first?.[name] !== undefined);
  }

  /**
   * This table with another one. Of the same methods by the same metrics: the other one's samples follow, as of the next part of a data set. Of other
   * methods on the same samples: the other one's rows follow.
   *
   * @throws {ValueError} for a table of other metrics, or of other methods on another number of samples
   */
  merge(other: MetricTable): MetricTable {
    const [own, others] = [this, other].map(({ names }) => names.join(', '));
    if (own !== others) throw unlike('metrics', others, own);
    const isSame = String([...this.analyzers].sort()) === String([...other.analyzers].sort());
    if (isSame) return this.followedBy(other);
    const both = this.analyzers.find((name) => other.analyzers.includes(name));
    if (both !== undefined) throw unlike('methods', both, 'all the same methods, or none');
    if (this.size !== other.size) throw unlike('samples', other.size, `${this.size}, as many as there are here`);
    return new MetricTable(this.metrics, { ...this.scores, ...other.scores }, { ...this.curves, ...other.curves });
  }

  /** How many samples there are. */
  get size(): number {
    const [row] = Object.values(this.scores);
    return row === undefined || this.metrics.length === 0 ? 0 : row[this.metrics[0].name].length;
  }

  /** A table of means and intervals: a row a method, a column a metric. */
  toMarkdown(options: BootstrapOptions = {}): string {
    return markdown(this.analyzers, this.metrics, (analyzer, metric) => this.summary(analyzer, metric, options));
  }

  /** All that the table holds as plain values. */
  toJSON(): PlainTable {
    return {
      metrics: this.metrics.map(({ name, category, better }) => ({ name, category, better })),
      scores: eachCell(this.analyzers, this.names, (method, metric) => plainNumbers(this.values(method, metric))),
      ...(this.withCurves.length > 0 && { curves: mapCells(this.curves, (moments) => moments.toJSON()) }),
    };
  }

  /** The table of what `toJSON` gave. */
  static fromJSON({ metrics, scores, curves = {} }: PlainTable): MetricTable {
    return new MetricTable(metrics, mapCells(scores, numbersOf), mapCells(curves, CurveMoments.from));
  }

  private followedBy(other: MetricTable): MetricTable {
    const scores = eachCell(this.analyzers, this.names, (method, metric) =>
      Float64Array.from([...this.values(method, metric), ...other.values(method, metric)]),
    );
    const curves = eachCell(this.analyzers, this.withCurves, (method, metric) => {
      const moments = CurveMoments.from(this.curves[method][metric].toJSON());
      const more = other.curves[method]?.[metric];
      if (more) moments.merge(more);
      return moments;
    });
    return new MetricTable(this.metrics, scores, curves);
  }

  private column(metric: string): MetricColumn {
    return this.metrics[this.names.indexOf(knownName('metric', metric, this.names))];
  }

  /** The metrics' names. */
  private get names(): readonly string[] {
    return this.metrics.map(({ name }) => name);
  }
}

function unlike(what: string, value: unknown, expected: string | number): ValueError {
  const message = `The other table has the ${what} ${value}; expected ${expected}.`;
  return new ValueError(message, { argument: 'other', value, expected: String(expected) });
}
