import { type AnalyzeOptions, checkPositiveInteger, IndexError, type Model, toModelView } from 'xai-base';
import { Evaluator, type Rows } from '../evaluation/evaluator';
import type { Table } from '../explain/explain-tabular';
import { wrongValue } from '../wrong-value';
import { tableValues } from './table-values';

/** Options of {@link partialDependence}. */
export interface DependenceOptions extends Pick<AnalyzeOptions, 'batchSize' | 'onProgress' | 'signal'> {
  /** The values to look at, or how many (20 by default), evenly from the smallest to the largest of the column. */
  grid?: number | readonly number[];
}

/** What {@link partialDependence} finds. */
export interface PartialDependence {
  /** The values of the column. */
  readonly grid: number[];
  /** The mean outputs at each of them, `[grid][classes]`. */
  readonly outputs: number[][];
}

/**
 * How a model's outputs depend on a column of a table, on average: the mean over all rows when the column has the same value in each.
 *
 * @param rows `[rows, columns]`
 * @param column its index
 * @throws {XaiError} a subclass that names the argument, its value and what was expected
 * @see J. H. Friedman: Greedy Function Approximation: A Gradient Boosting Machine (2001)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.sum(tf.square(x), 1, true);
 * const { grid, outputs } = await partialDependence(model, [[0, 1], [4, 3]], 0, { grid: 3 });
 * grid; // => [0, 2, 4]
 * outputs; // => [[5], [9], [21]]
 * ```
 */
export async function partialDependence(
  model: Model,
  rows: Table,
  column: number,
  { grid = 20, ...options }: DependenceOptions = {},
): Promise<PartialDependence> {
  const { values, rows: count, columns } = await tableValues(rows);
  if (!(Number.isInteger(column) && column >= 0 && column < columns)) {
    const expected = `a column from 0 to ${columns - 1}`;
    throw new IndexError(`column is ${column}; expected ${expected}.`, { argument: 'column', value: column, expected });
  }
  const points =
    typeof grid === 'number'
      ? evenGrid(
          values.filter((_, at) => at % columns === column),
          grid,
        )
      : [...grid];
  if (points.length === 0 || !points.every(Number.isFinite)) throw wrongValue('grid', grid, 'finite numbers');
  const evaluator = new Evaluator(toModelView(model), 1, options);
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

function evenGrid(values: Float32Array, size: number): number[] {
  checkPositiveInteger('grid', size);
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return Array.from({ length: size }, (_, index) => low + (size === 1 ? 0.5 : index / (size - 1)) * (high - low));
}
