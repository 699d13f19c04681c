/**
 * The mean of each column; of a column with categories, the most frequent one (of equally frequent ones, the first). Gaps do not count; a column of
 * nothing else has 0.
 *
 * @param rows `[rows][columns]`, NaN where there is no value
 * @param categorical the columns with categories, by index
 */
export function typicalRow(rows: readonly (readonly number[])[], categorical: readonly number[]): number[] {
  const withCategories = new Set(categorical);
  return rows[0].map((_, column) => {
    const values = rows.map((row) => row[column]).filter((value) => !Number.isNaN(value));
    if (values.length === 0) return 0;
    return withCategories.has(column) ? mostFrequent(values) : mean(values);
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}
