/**
 * The mean, or the median, of each column; of a column with categories, the most frequent one (of equally frequent ones, the first). Gaps do not count; a column of
 * nothing else has 0.
 *
 * @param rows `[rows][columns]`, NaN where there is no value
 * @param categorical the columns with categories, by index
 */
export function typicalRow(
  rows: readonly (readonly number[])[],
  categorical: readonly number[],
  which: 'means' | 'medians' = 'means',
): number[] {
  const withCategories = new Set(categorical);
  const middle = which === 'medians' ? median : mean;
  return rows[0].map((_, column) => {
    const values = rows.map((row) => row[column]).filter((value) => !Number.isNaN(value));
    if (values.length === 0) return 0;
    return withCategories.has(column) ? mostFrequent(values) : middle(values);
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
