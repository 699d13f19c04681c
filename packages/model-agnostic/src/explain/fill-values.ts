import type { Tensor } from '@tensorflow/tfjs-core';

/** What stands in for the hidden columns of a table: a column's mean, its median, or its most frequent value (of equally frequent ones, the smallest). */
export type Fill = 'mean' | 'median' | 'mostFrequent';

const fills: Record<Fill, (sorted: readonly number[]) => number> = {
  mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  median: (values) => (values[Math.floor((values.length - 1) / 2)] + values[Math.ceil((values.length - 1) / 2)]) / 2,
  mostFrequent,
};

/**
 * The fill value of each column.
 *
 * @param table `[rows, columns]`
 * @param categorical columns that get their most frequent value in any case
 */
export async function fillValues(table: Tensor, fill: Fill, categorical: readonly number[] = []): Promise<number[]> {
  const data = await table.data();
  const columns = table.shape[1] as number;
  return Array.from({ length: columns }, (_, column) => {
    const values = Array.from(data).filter((_value, index) => index % columns === column);
    return fills[categorical.includes(column) ? 'mostFrequent' : fill](values.sort((a, b) => a - b));
  });
}

function mostFrequent(sorted: readonly number[]): number {
  let best = { value: Number.NaN, count: 0 };
  let begin = 0;
  for (let end = 1; end <= sorted.length; end++) {
    if (sorted[end] === sorted[begin]) continue;
    if (end - begin > best.count) best = { value: sorted[begin], count: end - begin };
    begin = end;
  }
  return best.value;
}
