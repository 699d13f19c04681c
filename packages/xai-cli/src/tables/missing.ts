import { describeValue } from 'xai-base';
import { UsageError } from '../errors/errors';
import { decimalOf } from '../numbers/decimal-of';

/** What stands in for cells without a value: a number (NaN for a model that takes missing values), or what is typical of the column. */
export type Missing = number | 'typical';

const words = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '?']);

/** Whether a cell says that there is no value. */
export function isMissing(cell: string): boolean {
  return words.has(cell.toLowerCase());
}

/**
 * Reads the option `--missing`.
 *
 * @throws {UsageError} for anything else
 */
export function parseMissing(text: string): Missing {
  const value = decimalOf(text);
  if (text === 'typical') return text;
  if (text === 'NaN' || !Number.isNaN(value)) return value;
  const expected =
    'a number, typical (the mean of the column, of categories the most frequent), or NaN for a model that takes it';
  throw new UsageError(`--missing is ${describeValue(text)}; expected ${expected}.`, {
    argument: '--missing',
    value: text,
    expected,
  });
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
