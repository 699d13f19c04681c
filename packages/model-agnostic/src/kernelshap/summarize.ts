import type { Tensor } from '@tensorflow/tfjs-core';
import { checkKeys, checkPositiveInteger, RandomStream, ShapeError, type WeightedRows, wrongValue } from 'xai-base';
import { turnsOf } from '../evaluation/turn';
import { checkOneHot, findOneHot } from '../tables/one-hot';
import { columnsOf } from '../tables/table-columns';
import { type Clusters, kMeans, type WeightedPoints } from './k-means';

/** Options of {@link summarize}. */
export interface SummarizeOptions {
  /** Makes the summary repeatable; 0 by default. */
  seed?: number;
  /**
   * Whether each number is replaced by the nearest one that its column holds, and columns of one category by its most frequent, so that categories stay
   * whole; true by default.
   */
  roundValues?: boolean;
  /** The columns that hold one category together, one of them 1 and the others 0; by default neighbouring columns that are such in every row. */
  oneHot?: readonly (readonly number[])[];
  /** Aborts the work. */
  signal?: AbortSignal;
}

const optionNames = ['seed', 'roundValues', 'oneHot', 'signal'];
const restarts = 10;

/**
 * A background of few rows for {@link KernelSHAP}: the centres of k-means, weighted by the size of their clusters. A table of no more distinct rows than
 * asked for is summarized by these.
 *
 * @param table `[rows, columns]`, which stays the caller's
 * @param count how many rows the summary has at most
 * @throws {ShapeError} for a table of another rank, or without rows
 * @throws {ValueError} for a count that is no integer of at least 1, numbers that are not finite, or unknown options
 *
 * @example
 * ```ts
 * const table = tf.tensor2d([[0, 1], [0, 3], [9, 9], [0, 2]]);
 * const { weights } = await summarize(table, 2);
 * weights.toSorted(); // => [0.25, 0.75]
 * ```
 */
export async function summarize(table: Tensor, count: number, options: SummarizeOptions = {}): Promise<WeightedRows> {
  checkKeys(options, optionNames, 'summarize');
  checkPositiveInteger('count', count);
  const { seed = 0, roundValues = true, oneHot, signal } = options;
  const columns = await columnsOfTable(table);
  if (oneHot) checkOneHot(oneHot, columns);
  const rows = distinctRows(columns);
  const total = columns[0].length;
  const turn = turnsOf(signal);
  if (rows.points.length <= count) return summary({ centres: [...rows.points], weights: [...rows.counts] }, total);
  let best: Clusters | undefined;
  const random = new RandomStream(seed);
  for (let run = 0; run < restarts; run++) {
    const found = await kMeans({ points: rows.points, weights: rows.counts }, count, random, turn);
    if (!best || found.error < best.error) best = found;
  }
  const { centres, weights } = best as Clusters;
  if (!roundValues) return summary({ centres, weights }, total);
  const groups = oneHot ?? findOneHot(columns);
  return summary({ centres: centres.map((centre) => rounded(centre, columns, groups)), weights }, total);
}

async function columnsOfTable(table: Tensor): Promise<Float64Array[]> {
  if (table.rank !== 2 || table.size === 0) {
    const expected = '[rows, columns]';
    const message = `table has shape [${table.shape}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'table', value: table.shape, expected });
  }
  const columns = columnsOf(await table.data(), table.shape[1] as number);
  for (const [column, values] of columns.entries()) {
    const row = values.findIndex((value) => !Number.isFinite(value));
    if (row >= 0) throw wrongValue(`table[${row}][${column}]`, values[row], 'finite numbers');
  }
  return columns;
}

function distinctRows(columns: readonly Float64Array[]): Pick<WeightedPoints, 'points'> & { counts: number[] } {
  const known = new Map<string, number>();
  const points: Float64Array[] = [];
  const counts: number[] = [];
  for (let row = 0; row < columns[0].length; row++) {
    const point = Float64Array.from(columns, (values) => values[row]);
    const key = point.join();
    const index = known.get(key);
    if (index !== undefined) counts[index]++;
    else {
      known.set(key, points.length);
      points.push(point);
      counts.push(1);
    }
  }
  return { points, counts };
}

function summary({ centres, weights }: Pick<Clusters, 'centres' | 'weights'>, total: number): WeightedRows {
  return { rows: centres.map((centre) => Array.from(centre)), weights: weights.map((weight) => weight / total) };
}

/** The centre with the nearest values that the columns hold, and with whole categories. */
function rounded(
  centre: Float64Array,
  columns: readonly Float64Array[],
  groups: readonly (readonly number[])[],
): Float64Array {
  const row = centre.map((value, column) =>
    columns[column].reduce((near, other) => (Math.abs(other - value) < Math.abs(near - value) ? other : near)),
  );
  for (const group of groups) {
    const hot = group.reduce((most, column) => (centre[column] > centre[most] ? column : most));
    for (const column of group) row[column] = Number(column === hot);
  }
  return row;
}
