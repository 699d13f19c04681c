import type { Files } from '../../files/files';
import type { TableRecipe } from '../../recipe/input-recipe';
import type { Item } from '../item';
import type { CsvFile } from './read-csv';
import { readTable, withNames } from './read-rows';
import { tableOf } from './table-of';

/**
 * The rows of the table that an item names or holds. A recording is one row, of which each sample is a column: models of sound take `[batch, samples]`.
 *
 * @throws {FileError} when there is no such file
 * @throws {TableFileError} when it holds something else
 */
export async function tableRows(files: Files, item: Item, { features, rate }: TableRecipe): Promise<CsvFile> {
  const file = typeof item === 'string' ? item : 'file' in item ? item.file : undefined;
  if (file === undefined) return tableOf(files, item, features, rate);
  const table = await readTable(files, file, rate);
  if (!table.isRecording) return withNames(table, features);
  const { rows } = table;
  return { ...table, columns: features ?? rows.map((_, at) => `sample ${at}`), rows: [rows.flat()] };
}
