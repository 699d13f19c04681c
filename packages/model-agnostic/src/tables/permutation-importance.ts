import { type AnalyzeOptions, checkPositiveInteger, type Model, RandomStream, toModelView } from 'xai-base';
import { Evaluator, type Rows } from '../evaluation/evaluator';
import type { Table } from '../explain/explain-tabular';
import { wrongValue } from '../wrong-value';
import { type TableValues, tableValues } from './table-values';

/** How wrong a model is about a row: the share of wrong classes, the squared error of output 0, or a function of the outputs `[classes]`. */
export type Metric = 'errorRate' | 'squaredError' | ((outputs: ArrayLike<number>, target: number) => number);

/** Options of {@link permutationImportance}. */
export interface PermutationOptions extends Pick<AnalyzeOptions, 'batchSize' | 'onProgress' | 'signal'> {
  /** `'errorRate'` by default; larger is worse. */
  metric?: Metric;
  /** How often each column is shuffled; 5 by default. */
  repeats?: number;
  seed?: number;
}

/** What {@link permutationImportance} finds. */
export interface PermutationImportance {
  /** How much the mean error grows when a column is shuffled, for each column. */
  readonly importances: number[];
  /** The standard deviations over the repeats. */
  readonly deviations: number[];
  /** The mean error on the rows as they are. */
  readonly error: number;
  readonly seed: number;
}

/**
 * How much a model needs each column of a table: how much worse it gets when the values of the column are shuffled. Unlike an
 * explanation of one row, this is about all.
 *
 * @param rows `[rows, columns]`
 * @param targets what is true of each row: the index of its class, or a number
 * @throws {XaiError} a subclass that names the argument, its value and what was expected
 * @see A. Fisher, C. Rudin, F. Dominici: All Models are Wrong, but Many are Useful (2019)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.matMul(x, tf.tensor2d([[2], [0]]));
 * const rows = [[0, 5], [1, 6], [2, 7], [3, 8]];
 * const { importances, error } = await permutationImportance(model, rows, [0, 2, 4, 6], { metric: 'squaredError' });
 * error; // => 0
 * importances[0] > importances[1]; // => true
 * importances[1]; // => 0
 * ```
 */
export async function permutationImportance(
  model: Model,
  rows: Table,
  targets: ArrayLike<number>,
  { metric = 'errorRate', repeats = 5, seed, ...options }: PermutationOptions = {},
): Promise<PermutationImportance> {
  checkPositiveInteger('repeats', repeats);
  const errorOf = metricFunction(metric);
  const table = await tableValues(rows);
  if (targets.length !== table.rows) throw wrongValue('targets', targets, `${table.rows} numbers, one for each row`);
  const random = new RandomStream(seed);
  const evaluator = new Evaluator(toModelView(model), 1, options);
  evaluator.begin(table.rows * (1 + table.columns * repeats));
  const meanError = async (shuffled?: { column: number; order: Int32Array }) => {
    let sum = 0;
    await evaluator.evaluate(shuffledRows(table, shuffled), (row, outputs) => {
      sum += errorOf(outputs, targets[row]);
    });
    return sum / table.rows;
  };
  const error = await meanError();
  const found: { mean: number; deviation: number }[] = [];
  for (let column = 0; column < table.columns; column++) {
    const growths: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      growths.push((await meanError({ column, order: shuffle(table.rows, random) })) - error);
    }
    found.push(meanAndDeviation(growths));
  }
  const importances = found.map(({ mean }) => mean);
  return { importances, deviations: found.map(({ deviation }) => deviation), error, seed: random.seed };
}

type MetricFunction = Exclude<Metric, string>;

const metrics: Record<Extract<Metric, string>, MetricFunction> = {
  errorRate: (outputs, target) => (Array.from(outputs).indexOf(Math.max(...Array.from(outputs))) === target ? 0 : 1),
  squaredError: (outputs, target) => (outputs[0] - target) ** 2,
};

function metricFunction(metric: Metric): MetricFunction {
  if (typeof metric === 'function') return metric;
  if (Object.hasOwn(metrics, metric)) return metrics[metric];
  throw wrongValue('metric', metric, `one of ${Object.keys(metrics).join(', ')}, or a function`);
}

/** The rows, one column of which takes its values from other rows. */
function shuffledRows({ values, rows, columns }: TableValues, shuffled?: { column: number; order: Int32Array }): Rows {
  return {
    count: rows,
    shape: [columns],
    dtype: 'float32',
    write(index, row) {
      row.set(values.subarray(index * columns, (index + 1) * columns));
      if (shuffled) row[shuffled.column] = values[shuffled.order[index] * columns + shuffled.column];
    },
  };
}

function shuffle(count: number, random: RandomStream): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  for (let index = count - 1; index > 0; index--) {
    const other = Math.floor(random.uniform() * (index + 1));
    [order[index], order[other]] = [order[other], order[index]];
  }
  return order;
}

function meanAndDeviation(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}
