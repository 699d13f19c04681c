import { describeValue, nearest } from 'xai-base';
import { listNames } from '../errors/list-names';
import { type CsvFile, wrongTable } from './read-csv';

/** The names of the categories of a column; its cells hold a name, or its index. */
export type Categories = Readonly<Record<string, readonly string[]>>;

/**
 * The numbers of some columns of a table.
 *
 * @param names of the columns, in the order of the model's input
 * @param categories of the columns that hold any
 * @param firstRow the index of the first row in the file, for messages
 * @returns `[rows][columns]`
 * @throws {TableFileError} naming a column that is missing, or a cell that is no number
 */
export function numbersOf(
  table: CsvFile,
  names: readonly string[],
  categories: Categories = {},
  firstRow = 0,
): number[][] {
  const places = names.map((name) => placeOf(table, name));
  return table.rows.map((row, at) =>
    places.map((place, column) =>
      numberOf(
        table,
        row[place],
        firstRow + at,
        names[column],
        Object.hasOwn(categories, names[column]) ? categories[names[column]] : undefined,
      ),
    ),
  );
}

function placeOf({ file, columns }: CsvFile, name: string): number {
  const place = columns.indexOf(name);
  if (place >= 0) return place;
  const guess = nearest(name, columns);
  const expected = guess ? `it, not ${describeValue(guess)}` : `one of its columns, ${listNames(columns)}`;
  throw wrongTable(file, `has no column ${describeValue(name)}`, expected);
}

function numberOf({ file }: CsvFile, cell: string, row: number, column: string, names?: readonly string[]): number {
  const category = names?.indexOf(cell) ?? -1;
  if (category >= 0) return category;
  const value = cell === '' ? Number.NaN : Number(cell);
  if (Number.isFinite(value) && (!names || value in names)) return value;
  const expected = names
    ? `${listNames(names)}, or an index from 0 to ${names.length - 1}`
    : 'a number; --features names the columns that the model takes';
  throw wrongTable(file, `has ${describeValue(cell)} in row ${row}, column ${describeValue(column)}`, expected);
}
