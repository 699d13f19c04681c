import { describeValue, nearest } from 'xai-base';
import { listNames } from 'xai-recipes';
import { UsageError } from '../errors/errors';
import { decimalOf } from '../numbers/decimal-of';
import { isMissing } from './missing';
import type { Categories } from './numbers';
import type { CsvFile } from './read-csv';

/** The columns with categories, and what is known of these. */
export interface ReadCategories {
  /** Where they stand in the model's input. */
  readonly columns: readonly number[];
  readonly categories: Categories;
  /** What was taken for granted, in words. */
  readonly warnings: readonly string[];
}

/**
 * The columns with categories, and the names of these in the order of their numbers: those that `--categorical colour=blue,green,red` lists, or the
 * description of the model; or else those that the column has, in the order of the alphabet, as scikit-learn and pandas number them.
 *
 * @param given the option; without it, all columns that the description lists
 * @param names the columns of the model's input
 * @param table the rows in which all categories occur
 * @throws {UsageError} for a column that is none of the input's
 */
export function readCategories(
  given: readonly string[] | undefined,
  names: readonly string[],
  table: CsvFile,
  described: Categories = {},
): ReadCategories {
  const categories: Record<string, readonly string[]> = { ...described };
  const warnings: string[] = [];
  const columns = (given ?? Object.keys(described)).map((text) => {
    const { column, listed } = parse(text, names);
    const name = names[column];
    if (listed) categories[name] = listed;
    if (Object.hasOwn(categories, name)) return column;
    const found = textsIn(table, name);
    if (found.length === 0) return column; // numbers without names
    categories[name] = found;
    const numbered = found.map((one, at) => `${one} ${at}`);
    warnings.push(
      `The categories of ${name} are numbered by the alphabet: ${listNames(numbered)}. --categorical "${name}=..." lists them in another order.`,
    );
    return column;
  });
  return { columns, categories, warnings };
}

function parse(text: string, names: readonly string[]): { column: number; listed?: string[] } {
  const [name, list] = names.includes(text) ? [text] : text.split(/=(.*)/s, 2);
  const column = names.indexOf(name);
  if (column >= 0) return { column, ...(list !== undefined && { listed: list.split(',').map((one) => one.trim()) }) };
  const guess = nearest(name, names);
  const hint = guess ? `did you mean ${guess}?` : `expected one of ${listNames(names)}.`;
  throw new UsageError(`--categorical names ${describeValue(name)}, which the model does not take; ${hint}`, {
    argument: '--categorical',
    value: name,
    expected: guess ?? listNames(names),
  });
}

/** The different texts in a column, in the order of the alphabet; none of a column of numbers. */
function textsIn({ columns, rows, decimalMark }: CsvFile, name: string): string[] {
  const place = columns.indexOf(name);
  const texts = [...new Set(place < 0 ? [] : rows.map((row) => row[place]))].filter((cell) => !isMissing(cell));
  return texts.every((cell) => !Number.isNaN(decimalOf(cell, decimalMark))) ? [] : texts.sort();
}
