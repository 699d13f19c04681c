import {
  type AnalyzeOptions,
  checkClasses,
  checkKeys,
  checkOptions,
  checkPositiveInteger,
  type Model,
  ModelError,
  RandomStream,
  shuffle,
  toModelView,
  wrongValue,
} from 'xai-base';
import { Evaluator, type Rows } from '../evaluation/evaluator';
import type { Table } from '../explain/explain-tabular';
import { type TableValues, tableValues } from './table-values';

/**
 * How wrong a model is about a row: the share of wrong classes (of one output, the probability of class 1, whether it is on the wrong side of 0.5), the
 * squared error of output 0, or a function of the outputs `[classes]`.
 */
export type Metric = 'errorRate' | 'squaredError' | ((outputs: ArrayLike<number>, target: number) => number);

/** Options of {@link permutationImportance}. */
export interface PermutationOptions extends Pick<AnalyzeOptions, 'batchSize' | 'onProgress' | 'signal'> {
  /** `'errorRate'` by default; larger is worse. */
  metric?: Metric;
  /** How often each column is shuffled; 5 by default. */
  repeats?: number;
  seed?: number;
}

const optionNames = ['metric', 'repeats', 'seed', 'batchSize', 'onProgress', 'signal'];
const rounding = 1e-6; // by which a probability in single precision may pass 0 or 1

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
  options: PermutationOptions = {},
): Promise<PermutationImportance> {
  checkKeys(options, optionNames, 'permutationImportance');
  checkOptions(options, optionNames);
  const { metric = 'errorRate', repeats = 5, seed } = options;
  checkPositiveInteger('repeats', repeats);
  const errorOf = metricFunction(metric);
  const table = await tableValues(rows);
  checkTargets(targets, table.rows, metric);
  const random = new RandomStream(seed);
  const evaluator = new Evaluator(toModelView(model, checkClasses), 1, options);
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
      growths.push((await meanError({ column, order: orderOf(table.rows, random) })) - error);
    }
    found.push(meanAndDeviation(growths));
  }
  const importances = found.map(({ mean }) => mean);
  return { importances, deviations: found.map(({ deviation }) => deviation), error, seed: random.seed };
}

type MetricFunction = Exclude<Metric, string>;

const metrics: Record<Extract<Metric, string>, MetricFunction> = {
  errorRate: (outputs, target) => Number(classOf(outputs) !== target),
  squaredError: (outputs, target) => (outputs[0] - target) ** 2,
};

/** The class with the highest output; of one output, 1 where it is above 0.5. */
function classOf(outputs: ArrayLike<number>): number {
  if (outputs.length > 1) {
    let best = 0;
    for (let output = 1; output < outputs.length; output++) if (outputs[output] > outputs[best]) best = output;
    return best;
  }
  const value = outputs[0];
  if (value >= -rounding && value <= 1 + rounding) return Number(value > 0.5);
  const expected =
    "one output that is the probability of class 1, an output for each class, or the metric 'squaredError' or a function";
  throw new ModelError(
    `The model returned ${value}, which the metric 'errorRate' cannot take for a class; expected ${expected}.`,
    { argument: 'model', value, expected },
  );
}

function checkTargets(targets: ArrayLike<number>, rows: number, metric: Metric): void {
  if (targets?.length !== rows) throw wrongValue('targets', targets, `${rows} numbers, one for each row`);
  const isGood = metric === 'errorRate' ? (value: number) => Number.isInteger(value) && value >= 0 : Number.isFinite;
  const wrong = Array.from(targets).findIndex((value) => !isGood(value));
  if (wrong < 0) return;
  throw wrongValue(
    `targets[${wrong}]`,
    targets[wrong],
    metric === 'errorRate' ? 'the index of a class' : 'a finite number',
  );
}

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

function orderOf(count: number, random: RandomStream): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  shuffle(order, random);
  return order;
}

function meanAndDeviation(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}
