import type { Tensor } from '@tensorflow/tfjs-core';
import { kmeans } from 'ml-kmeans';
import { checkPositiveInteger, RandomStream, ShapeError } from 'xai-base';
import type { WeightedRows } from '../perturbation/references';

/** Options of {@link summarize}. */
export interface SummarizeOptions {
  /** Makes the summary repeatable; 0 by default. */
  seed?: number;
  /** Whether each number is replaced by the nearest one that its column holds, so that categories stay whole; true by default. */
  roundValues?: boolean;
}

const restarts = 10;

/**
 * A background of few rows for {@link KernelSHAP}: the centres of k-means, weighted by the size of their clusters.
 *
 * @param table `[rows, columns]`, which stays the caller's
 * @param count how many rows the summary has; at most as many as the table
 * @throws {ShapeError} for a table of another rank, or without rows
 * @throws {ValueError} for a count that is no integer of at least 1
 *
 * @example
 * ```ts
 * const table = tf.tensor2d([[0, 1], [0, 3], [9, 9], [0, 2]]);
 * const { weights } = await summarize(table, 2);
 * weights.toSorted(); // => [0.25, 0.75]
 * ```
 */
export async function summarize(
  table: Tensor,
  count: number,
  { seed = 0, roundValues = true }: SummarizeOptions = {},
): Promise<WeightedRows> {
  checkPositiveInteger('count', count);
  if (table.rank !== 2 || table.size === 0) {
    const expected = '[rows, columns]';
    const message = `table has shape [${table.shape}]; expected ${expected}.`;
    throw new ShapeError(message, { argument: 'table', value: table.shape, expected });
  }
  const data = (await table.array()) as number[][];
  const random = new RandomStream(seed);
  const runs = Array.from({ length: restarts }, () =>
    kmeans(data, Math.min(count, data.length), { seed: random.integer(), initialization: 'kmeans++' }),
  );
  const errorOf = ({ clusters, centroids }: (typeof runs)[number]) =>
    clusters.reduce((sum, cluster, row) => sum + squaredDistance(data[row], centroids[cluster]), 0);
  const best = runs.reduce((one, other) => (errorOf(other) < errorOf(one) ? other : one));
  const weights = best.centroids.map(
    (_, centre) => best.clusters.filter((cluster) => cluster === centre).length / data.length,
  );
  return { rows: roundValues ? best.centroids.map((centre) => rounded(centre, data)) : best.centroids, weights };
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, column) => sum + (value - b[column]) ** 2, 0);
}

function rounded(centre: readonly number[], data: readonly (readonly number[])[]): number[] {
  return centre.map((value, column) => {
    const nearer = (a: number, b: number) => (Math.abs(b - value) < Math.abs(a - value) ? b : a);
    return data.map((row) => row[column]).reduce(nearer);
  });
}
