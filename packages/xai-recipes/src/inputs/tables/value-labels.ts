import { short } from '../numbers/short';
import type { Categories } from './numbers';

/** The values of a row as they are shown: a category by its name. */
export function shownValues(
  names: readonly string[],
  row: readonly number[],
  categories: Categories = {},
): (number | string)[] {
  return names.map((name, column) =>
    Object.hasOwn(categories, name) ? (categories[name][row[column]] ?? row[column]) : row[column],
  );
}

/**
 * What stands beside the bars: each column and its value in the row, or the range of values that a method explains.
 *
 * @param said what the method calls the columns; LIME has the bins in it, of whose numbers the values are
 */
export function valueLabels(
  names: readonly string[],
  values: readonly (number | string)[],
  said: readonly string[] = names,
): string[] {
  return names.map((name, column) => {
    const value = values[column];
    if (typeof value === 'number' && said[column] !== name) return said[column];
    return `${name} = ${typeof value === 'number' ? short(value) : value}`;
  });
}
