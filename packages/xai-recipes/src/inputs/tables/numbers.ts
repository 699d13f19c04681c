import { describeValue, nearest } from 'xai-base';
import { listNames } from '../../errors/list-names';
import { decimalOf, isAmbiguous } from '../numbers/decimal-of';
import { isMissing } from './missing';
import type { CsvFile } from './read-csv';
import { wrongTable } from './wrong-table';

/** The names of the categories of a column; its cells hold a name, or its index. */
export type Categories = Readonly<Record<string, readonly string[]>>;

/** How the cells of a table become numbers. */
export interface NumbersOptions {
  /** Of the columns that hold any. */
  readonly categories?: Categories;
  /** The index of the first row in the file, for messages. */
  readonly firstRow?: number;
  /** Whether a cell may have no value; it becomes NaN, for {@link fillMissing}. */
  readonly mayMiss?: boolean;
}

/**
 * The numbers of some columns of a table.
 *
 * @param names of the columns, in the order of the model's input
 * @returns `[rows][columns]`
 * @throws {TableFileError} naming a column that is missing, or a cell that is no number
 */
export function numbersOf(table: CsvFile, names: readonly string[], options: NumbersOptions = {}): number[][] {
  const { categories = {}, firstRow = 0, mayMiss = false } = options;
  const known = new Map(table.columns.map((name, place) => [name, place]));
  const columns = names.map((name) => ({
    name,
    place: known.get(name) ?? missingColumn(table, name),
    categories: Object.hasOwn(categories, name) ? categories[name] : undefined,
  }));
  return table.rows.map((row, at) =>
    columns.map(({ name, place, categories: known }) => {
      const cell = row[place];
      const value = mayMiss && isMissing(cell) ? Number.NaN : numberOf(cell, table, known);
      return value ?? wrongCell(table, cell, firstRow + at, name, known);
    }),
  );
}

function missingColumn({ file, columns }: CsvFile, name: string): never {
  const guess = nearest(name, columns);
  const expected = guess
    ? `it, not ${describeValue(guess)}`
    : `it beside ${listNames(columns)}, or recipe.input.features with the columns that the model takes, in order`;
  throw wrongTable(file, `has no column ${describeValue(name)}`, expected);
}

/** The number that a cell holds, of a category its index; undefined when it holds neither. */
function numberOf(cell: string, { decimalMark }: CsvFile, names?: readonly string[]): number | undefined {
  const category = names?.indexOf(cell) ?? -1;
  if (category >= 0) return category;
  const value = decimalOf(cell, decimalMark);
  if (Number.isNaN(value) || (names && !(Number.isInteger(value) && value >= 0 && value < names.length)))
    return undefined;
  return value;
}

function wrongCell(
  { file, decimalMark }: CsvFile,
  cell: string,
  row: number,
  name: string,
  names?: readonly string[],
): never {
  const where = `in row ${row}, column ${describeValue(name)}`;
  if (isMissing(cell) && !names?.includes(cell))
    throw wrongTable(
      file,
      `has ${describeValue(cell)} ${where}`,
      'a value; recipe.input.missing says what stands in for it',
    );
  if (names) {
    const expected = `${listNames(names)}, or an index from 0 to ${names.length - 1}`;
    throw wrongTable(file, `has ${describeValue(cell)} ${where}`, expected);
  }
  if (isAmbiguous(cell, decimalMark)) {
    const [thousands, fraction] = [cell.replace(/[.,]/, ''), cell.replace(/[.,]/, decimalMark)];
    throw wrongTable(
      file,
      `has ${describeValue(cell)} ${where}, which is one number or another`,
      `${thousands} or ${fraction}`,
    );
  }
  const mark = decimalMark === ',' ? 'a number with a decimal comma, as the others' : 'a number';
  const ways =
    'recipe.input.features names the columns that the model takes, recipe.input.categorical those with categories';
  throw wrongTable(file, `has ${describeValue(cell)} ${where}`, `${mark}; ${ways}`);
}
