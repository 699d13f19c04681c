import type { Tensor } from '@tensorflow/tfjs-core';
import { wrongValue } from 'xai-base';
import { turn } from '../evaluation/turn';
import { columnsOf } from '../tables/table-columns';

/** What stands in for the hidden columns of a table: a column's mean, its median, or its most frequent value (of equally frequent ones, the smallest). */
export type Fill = 'mean' | 'median' | 'mostFrequent';

const fills: Record<Fill, (sorted: Float64Array) => number> = {
  mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  median: (values) => (values[Math.floor((values.length - 1) / 2)] + values[Math.ceil((values.length - 1) / 2)]) / 2,
  mostFrequent,
};

/** @throws {ValueError} for anything but the name of a fill */
export function checkFill(fill: unknown): void {
  if (typeof fill === 'string' && Object.hasOwn(fills, fill)) return;
  throw wrongValue('maskType', fill, `one of ${Object.keys(fills).join(', ')}`);
}

/**
 * The fill value of each column, by its values that are not missing; NaN of a column that has none.
 *
 * @param table `[rows, columns]`
 * @param categorical columns that get their most frequent value in any case
 */
export async function fillValues(
  table: Tensor,
  fill: Fill,
  categorical: readonly number[] = [],
  signal?: AbortSignal,
): Promise<number[]> {
  const data = await table.data();
  const found: number[] = [];
  for (const [index, column] of columnsOf(data, table.shape[1] as number).entries()) {
    await turn(signal);
    const values = column.filter((value) => !Number.isNaN(value)).sort();
    const own = categorical.includes(index) ? 'mostFrequent' : fill;
    found.push(values.length === 0 ? Number.NaN : fills[own](values));
  }
  return found;
}

function mostFrequent(sorted: Float64Array): number {
  let best = { value: Number.NaN, count: 0 };
  let begin = 0;
  for (let end = 1; end <= sorted.length; end++) {
    if (sorted[end] === sorted[begin]) continue;
    if (end - begin > best.count) best = { value: sorted[begin], count: end - begin };
    begin = end;
  }
  return best.value;
}
