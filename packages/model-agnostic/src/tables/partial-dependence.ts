import {
  type AnalyzeOptions,
  checkClasses,
  checkKeys,
  checkOptions,
  checkPositiveInteger,
  type Model,
  toModelView,
  wrongValue,
} from 'xai-base';
import { Evaluator, type Rows } from '../evaluation/evaluator';
import type { Table } from '../explain/explain-tabular';
import { checkColumn } from './check-column';
import { columnsOf } from './table-columns';
import { tableValues } from './table-values';

/** Options of {@link partialDependence}. */
export interface DependenceOptions extends Pick<AnalyzeOptions, 'batchSize' | 'onProgress' | 'signal'> {
  /**
   * The values to look at, or how many at most (20 by default): those that the column holds if they are no more, as of categories; else evenly from the
   * smallest to the largest.
   */
  grid?: number | readonly number[];
}

const optionNames = ['grid', 'batchSize', 'onProgress', 'signal'];

/** What {@link partialDependence} finds. */
export interface PartialDependence {
  /** The values of the column. */
  readonly grid: number[];
  /** The mean outputs at each of them, `[grid][classes]`. */
  readonly outputs: number[][];
}

/**
 * How a model's outputs depend on a column of a table, on average: the mean over all rows when the column has the same value in each. Missing values are
 * NaN; the model must take them.
 *
 * @param rows `[rows, columns]`
 * @param column its index
 * @throws {XaiError} a subclass that names the argument, its value and what was expected
 * @see J. H. Friedman: Greedy Function Approximation: A Gradient Boosting Machine (2001)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * const { grid, outputs } = await partialDependence(model, [[0, 1], [4, 3], [1, 2], [3, 2]], 0, { grid: 3 });
 * grid; // => [0, 2, 4]
 * outputs; // => [[4.5], [8.5], [20.5]]
 * ```
 */
export async function partialDependence(
  model: Model,
  rows: Table,
  column: number,
  options: DependenceOptions = {},
): Promise<PartialDependence> {
  checkKeys(options, optionNames, 'partialDependence');
  checkOptions(options, optionNames);
  const { grid = 20 } = options;
  const { values, rows: count, columns } = await tableValues(rows);
  checkColumn(column, columns);
  const points = typeof grid === 'number' ? gridOf(columnsOf(values, columns)[column], grid) : checkedGrid(grid);
  const evaluator = new Evaluator(toModelView(model, checkClasses), 1, options);
  evaluator.begin(points.length * count);
  const table: Rows = {
    count: points.length * count,
    shape: [columns],
    dtype: 'float32',
    write(index, row) {
      const from = (index % count) * columns;
      row.set(values.subarray(from, from + columns));
      row[column] = points[Math.floor(index / count)];
    },
  };
  const outputs = points.map((): number[] => []);
  await evaluator.evaluate(table, (index, given) => {
    const sums = outputs[Math.floor(index / count)];
    given.forEach((value, c) => {
      sums[c] = (sums[c] ?? 0) + value / count;
    });
  });
  return { grid: points, outputs };
}

function checkedGrid(grid: readonly number[]): number[] {
  if (Array.isArray(grid) && grid.length > 0 && grid.every(Number.isFinite)) return [...grid];
  throw wrongValue('grid', grid, 'an array of finite numbers, or how many');
}

/** Missing values (NaN) have no place on it. */
function gridOf(values: Float64Array, size: number): number[] {
  checkPositiveInteger('grid', size);
  const distinct = [...new Set(values.filter(Number.isFinite))].sort((a, b) => a - b);
  if (distinct.length === 0) throw wrongValue('rows', values, 'a column with a value that is not missing');
  if (distinct.length <= size) return distinct;
  const [low, high] = [distinct[0], distinct[distinct.length - 1]];
  return Array.from({ length: size }, (_, index) => low + (size === 1 ? 0.5 : index / (size - 1)) * (high - low));
}
