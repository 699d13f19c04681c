import { checkKeys, checkPositiveInteger, describeValue, nearest, ValueError, wrongValue } from 'xai-base';
import type { MetricCategory } from '../metric';
import { mean } from '../numbers/pearson';
import { type BootstrapOptions, bootstrapMeans, middle, twoSided } from './bootstrap';
import { CurveMoments, type PlainMoments } from './curve-moments';
import { markdown } from './markdown';
import { numbersOf, plainNumbers } from './plain-numbers';

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

/** What a metric follows along a path, on average over the samples. */
export interface MetricCurve {
  /** The fraction of the path, from 0 to 1. */
  readonly places: Float64Array;
  /** The mean at each place. */
  readonly mean: Float64Array;
  /** The ends of its interval, two standard errors away. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** How many samples it is of. */
  readonly count: number;
  /** Of a metric with stages: their names, the one before them being empty. */
  readonly stages?: readonly string[];
}

/** A table as plain values; null for what is undefined, and words for what is infinite. */
export interface PlainTable {
  readonly metrics: readonly MetricColumn[];
  readonly scores: Readonly<Record<string, Readonly<Record<string, readonly (number | string | null)[]>>>>;
  readonly curves?: Readonly<Record<string, Readonly<Record<string, PlainMoments>>>>;
}

type ByMethod<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

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
    const moments = this.curves[known('analyzer', analyzer, this.analyzers)]?.[metric];
    if (moments === undefined) {
      const expected = 'a metric that follows a curve, such as Deletion';
      const message = `${metric} has no curve; expected ${expected}.`;
      throw new ValueError(message, { argument: 'metric', value: metric, expected });
    }
    const { mean: middle, half, count } = moments.interval(1.96);
    const places = middle.map((_, point) => point / Math.max(1, middle.length - 1));
    return {
      places,
      mean: middle,
      low: middle.map((v, k) => v - half[k]),
      high: middle.map((v, k) => v + half[k]),
      count,
      stages: moments.stages,
    };
  }

  /** Which metrics follow an explanation through stages, such as layers that lose their weights. */
  get withStages(): readonly string[] {
    const [first] = Object.values(this.curves);
    return this.withCurves.filter((name) => first[name].stages !== undefined);
  }

  /** Which metrics follow a curve, or stages. */
  get withCurves(): readonly string[] {
    const [first] = Object.values(this.curves);
    return this.metrics.map(({ name }) => name).filter((name) => first?.[name] !== undefined);
  }

  /**
   * This table with another one. Of the same methods by the same metrics: the other one's samples follow, as of the next part of a data set. Of other
   * methods on the same samples: the other one's rows follow.
   *
   * @throws {ValueError} for a table of other metrics, or of other methods on another number of samples
   */
  merge(other: MetricTable): MetricTable {
    const named = ({ metrics }: MetricTable) => metrics.map(({ name }) => name).join(', ');
    if (named(this) !== named(other)) throw unlike('metrics', named(other), named(this));
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
    const rowOf = (analyzer: string) =>
      Object.fromEntries(this.metrics.map(({ name }) => [name, plainNumbers(this.values(analyzer, name))]));
    const ofEach = <T>(of: (analyzer: string) => T) =>
      Object.fromEntries(this.analyzers.map((analyzer) => [analyzer, of(analyzer)]));
    const curvesOf = (analyzer: string) =>
      Object.fromEntries(Object.entries(this.curves[analyzer]).map(([name, moments]) => [name, moments.toJSON()]));
    return {
      metrics: this.metrics.map(({ name, category, better }) => ({ name, category, better })),
      scores: ofEach(rowOf),
      ...(this.withCurves.length > 0 && { curves: ofEach(curvesOf) }),
    };
  }

  /** The table of what `toJSON` gave. */
  static fromJSON({ metrics, scores, curves = {} }: PlainTable): MetricTable {
    const ofEach = <A, B>(rows: ByMethod<A>, read: (value: A) => B) =>
      Object.fromEntries(
        Object.entries(rows).map(([analyzer, row]) => [
          analyzer,
          Object.fromEntries(Object.entries(row).map(([metric, value]) => [metric, read(value)])),
        ]),
      );
    return new MetricTable(
      metrics,
      ofEach(scores, numbersOf),
      ofEach(curves, (plain) => CurveMoments.from(plain)),
    );
  }

  private followedBy(other: MetricTable): MetricTable {
    const scores = this.analyzers.map((analyzer) => {
      const row = this.metrics.map(({ name }) => [
        name,
        Float64Array.from([...this.values(analyzer, name), ...other.values(analyzer, name)]),
      ]);
      return [analyzer, Object.fromEntries(row)];
    });
    const curves = this.analyzers.map((analyzer) => {
      const row = this.withCurves.map((name) => {
        const moments = CurveMoments.from(this.curves[analyzer][name].toJSON());
        const more = other.curves[analyzer]?.[name];
        if (more) moments.merge(more);
        return [name, moments];
      });
      return [analyzer, Object.fromEntries(row)];
    });
    return new MetricTable(this.metrics, Object.fromEntries(scores), Object.fromEntries(curves));
  }

  private column(metric: string): MetricColumn {
    const names = this.metrics.map(({ name }) => name);
    return this.metrics[names.indexOf(known('metric', metric, names))];
  }
}

function unlike(what: string, value: unknown, expected: string | number): ValueError {
  const message = `The other table has the ${what} ${value}; expected ${expected}.`;
  return new ValueError(message, { argument: 'other', value, expected: String(expected) });
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
  throw wrongValue('level', level, expected);
}
