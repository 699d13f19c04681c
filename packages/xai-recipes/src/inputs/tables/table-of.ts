import type { Files } from '../../files/files';
import type { Item } from '../item';
import { wrongItem } from '../wrong-item';
import { namedColumns } from './named-columns';
import type { CsvFile } from './read-csv';
import { readRows } from './read-rows';

/**
 * The table that an item names or holds.
 *
 * @param names of the columns, for numbers without any
 * @param rate of recordings
 */
export async function tableOf(files: Files, item: Item, names?: readonly string[], rate?: number): Promise<CsvFile> {
  if (typeof item === 'string') return readRows(files, item, names, rate);
  if ('file' in item) return readRows(files, item.file, names, rate);
  if (!('values' in item)) throw wrongItem('table', 'the name of a file, { file, row }, or { values, row }');
  const { values, name: file = 'values' } = item;
  const columns = namedColumns(file, values[0]?.length ?? names?.length ?? 0, names);
  return { file, columns, rows: values.map((row) => row.map(String)), decimalMark: '.' };
}

/** The row of a table that is explained. */
export function rowOf(item: Item): number {
  return (typeof item === 'object' && 'row' in item && item.row) || 0;
}
