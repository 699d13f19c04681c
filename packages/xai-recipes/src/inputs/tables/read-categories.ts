import { describeValue, nearest } from 'xai-base';
import { RecipeError } from '../../errors/errors';
import { listNames } from '../../errors/list-names';
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
 * The columns with categories, and the names of these in the order of their numbers: those that are listed, or else those that the column has, in the order of the alphabet, as scikit-learn and pandas number them.
 *
 * @param given the columns with categories; without them, all columns that are listed
 * @param names the columns of the model's input
 * @param table the rows in which all categories occur
 * @param listed the names of the categories by column
 * @throws {RecipeError} for a column that is none of the input's
 */
export function readCategories(
  given: readonly string[] | undefined,
  names: readonly string[],
  table: CsvFile,
  listed: Categories = {},
): ReadCategories {
  const categories: Record<string, readonly string[]> = { ...listed };
  const warnings: string[] = [];
  const columns = (given ?? Object.keys(listed)).map((name) => {
    const column = columnOf(name, names);
    if (Object.hasOwn(categories, name)) return column;
    const found = textsIn(table, name);
    if (found.length === 0) return column; // numbers without names
    categories[name] = found;
    const numbered = found.map((one, at) => `${one} ${at}`);
    warnings.push(
      `The categories of ${name} are numbered by the alphabet: ${listNames(numbered)}. recipe.input.categorical "${name}=..." lists them in another order.`,
    );
    return column;
  });
  return { columns, categories, warnings };
}

function columnOf(name: string, names: readonly string[]): number {
  const column = names.indexOf(name);
  if (column >= 0) return column;
  const guess = nearest(name, names);
  const hint = guess ? `did you mean ${guess}?` : `expected one of ${listNames(names)}.`;
  const path = 'recipe.input.categorical';
  throw new RecipeError(`${path} names ${describeValue(name)}, which the model does not take; ${hint}`, {
    argument: path,
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
