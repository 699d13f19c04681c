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

/** Options of {@link accumulatedLocalEffects}. */
export interface LocalEffectOptions extends Pick<AnalyzeOptions, 'batchSize' | 'onProgress' | 'signal'> {
  /** Into how many intervals of about as many rows the column is cut; 20 by default, fewer where values are equal. */
  intervals?: number;
}

const optionNames = ['intervals', 'batchSize', 'onProgress', 'signal'];

/** What {@link accumulatedLocalEffects} finds. */
export interface LocalEffects {
  /** The ends of the intervals: quantiles of the column. */
  readonly grid: number[];
  /** The effects at each of them, `[grid][classes]`; their mean over the rows is 0. */
  readonly outputs: number[][];
  /** How many rows are in each interval, one fewer than the ends. */
  readonly counts: number[];
}

/**
 * How a model's outputs depend on a column of a table: within an interval of values, by how much they differ between its ends, on average over the rows that lie
 * there; these differences are added up. Unlike {@link partialDependence} it never asks the model about rows that cannot be, such as tall children, and so
 * is right also where columns are correlated. Rows where the column is missing (NaN) are left out.
 *
 * @param rows `[rows, columns]`
 * @param column its index
 * @throws {XaiError} a subclass that names the argument, its value and what was expected
 * @see D. W. Apley, J. Zhu: Visualizing the Effects of Predictor Variables in Black Box Supervised Learning Models (2020)
 *
 * @example
 * ```ts
 * const model = (x: tf.Tensor) => tf.matMul(x, tf.tensor2d([[2], [10]]));
 * const rows = [[0, 5], [1, 6], [2, 7], [4, 8]];
 * const { grid, outputs } = await accumulatedLocalEffects(model, rows, 0, { intervals: 2 });
 * grid; // => [0, 1, 4]
 * outputs; // => [[-3], [-1], [5]]
 * ```
 */
export async function accumulatedLocalEffects(
  model: Model,
  rows: Table,
  column: number,
  options: LocalEffectOptions = {},
): Promise<LocalEffects> {
  checkKeys(options, optionNames, 'accumulatedLocalEffects');
  checkOptions(options, optionNames);
  const { intervals = 20 } = options;
  checkPositiveInteger('intervals', intervals);
  const { values, columns } = await tableValues(rows);
  checkColumn(column, columns);
  const own = columnsOf(values, columns)[column];
  const grid = quantilesOf(own, intervals);
  const known = Array.from(own.keys()).filter((row) => Number.isFinite(own[row]));
  const places = known.map((row) => intervalOf(own[row], grid));
  const counts = new Array<number>(grid.length - 1).fill(0);
  for (const place of places) counts[place]++;
  const evaluator = new Evaluator(toModelView(model, checkClasses), 1, options);
  evaluator.begin(2 * known.length);
  const table: Rows = {
    count: 2 * known.length,
    shape: [columns],
    dtype: 'float32',
    write(index, row) {
      const at = index >> 1;
      row.set(values.subarray(known[at] * columns, (known[at] + 1) * columns));
      row[column] = grid[places[at] + (index % 2)];
    },
  };
  const steps = counts.map((): number[] => []);
  await evaluator.evaluate(table, (index, outputs) => {
    const place = places[index >> 1];
    const sign = index % 2 === 0 ? -1 : 1;
    outputs.forEach((output, c) => {
      steps[place][c] = (steps[place][c] ?? 0) + (sign * output) / counts[place];
    });
  });
  return { grid, outputs: accumulate(steps, counts), counts };
}

/** The sums of the steps, shifted so that the mean over the rows, of which each is taken to lie in the middle of its interval, is 0. */
function accumulate(steps: readonly (readonly number[])[], counts: readonly number[]): number[][] {
  const classes = steps.find((step) => step.length > 0)?.length ?? 0;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const ends = [new Array<number>(classes).fill(0)];
  for (const step of steps) ends.push(ends[ends.length - 1].map((sum, c) => sum + (step[c] ?? 0)));
  const means = ends[0].map((_, c) =>
    counts.reduce((sum, count, at) => sum + ((ends[at][c] + ends[at + 1][c]) / 2) * (count / total), 0),
  );
  return ends.map((end) => end.map((value, c) => value - means[c]));
}

/** The interval (low, high] that holds a value; the first one holds its low end, too. */
function intervalOf(value: number, grid: readonly number[]): number {
  let [low, high] = [0, grid.length - 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= grid[middle + 1]) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Values of the column that cut it into as many parts of about as many rows. */
function quantilesOf(values: Float64Array, intervals: number): number[] {
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length === 0) throw wrongValue('rows', values, 'a column with a value that is not missing');
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  const grid = [...new Set(Array.from({ length: intervals + 1 }, (_, k) => at(k / intervals)))];
  return grid.length > 1 ? grid : [grid[0], grid[0]];
}
