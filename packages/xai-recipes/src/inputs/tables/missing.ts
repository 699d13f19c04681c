import type { MissingRecipe } from '../../recipe/input-recipe';

/** What stands in for cells without a value: a number (NaN for a model that takes missing values), or what is typical of the column. */
export type Missing = number | 'typical';

const words = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '?']);

/** Whether a cell says that there is no value. */
export function isMissing(cell: string): boolean {
  return words.has(cell.toLowerCase());
}

/** What a recipe says of missing values, as numbers. */
export function missingOf(missing: MissingRecipe | undefined): Missing | undefined {
  return missing === 'NaN' ? Number.NaN : missing;
}

/**
 * Rows without gaps.
 *
 * @param rows `[rows][columns]`, NaN where there is no value
 * @param typical one a column
 */
export function fillMissing(
  rows: readonly (readonly number[])[],
  missing: Missing | undefined,
  typical: readonly number[],
): number[][] {
  return rows.map((row) =>
    row.map((value, column) => {
      if (!Number.isNaN(value)) return value;
      return missing === 'typical' ? typical[column] : (missing as number);
    }),
  );
}
