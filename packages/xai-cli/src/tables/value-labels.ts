import { short } from '../terminal/numbers';
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

/** What stands beside the bars: each column and its value in the row. */
export function valueLabels(names: readonly string[], values: readonly (number | string)[]): string[] {
  return names.map((name, column) => {
    const value = values[column];
    return `${name} = ${typeof value === 'number' ? short(value) : value}`;
  });
}
