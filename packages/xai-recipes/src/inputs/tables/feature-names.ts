import { listNames } from '../../errors/list-names';
import type { CsvFile } from './read-csv';
import { wrongTable } from './wrong-table';

/**
 * The columns that the model takes: those that are named, or else all.
 *
 * @param width how many the model takes, if it says so
 * @throws {TableFileError} when there are more or fewer of them than the model takes
 */
export function featureNames(
  table: CsvFile,
  named: readonly string[] | undefined,
  width?: number | null,
): readonly string[] {
  const names = named ?? table.columns;
  if (width === undefined || width === null || names.length === width) return names;
  const what = named ? `is read for ${names.length} columns` : `has ${names.length} columns, ${listNames(names)}`;
  throw wrongTable(table.file, what, `${width}, as the model takes; recipe.input.features names them in its order`);
}
