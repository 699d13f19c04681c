import { wrongValue } from 'xai-base';

/**
 * The columns that hold one category together: neighbours of 0 and 1, of which each row has exactly one 1.
 *
 * @returns their indices, group by group
 */
export function findOneHot(columns: readonly ArrayLike<number>[]): number[][] {
  const rows = columns[0]?.length ?? 0;
  const owners = new Int32Array(rows); // the column that has the 1 of a row
  const groups: number[][] = [];
  let [first, owned] = [0, 0];
  const beginAt = (column: number) => {
    owners.fill(-1);
    [first, owned] = [column, 0];
  };
  beginAt(0);
  for (const [column, values] of columns.entries()) {
    const ones = onesOf(values);
    if (ones === undefined || ones.length === rows) {
      beginAt(column + 1);
      continue;
    }
    const last = ones.reduce((most, row) => Math.max(most, owners[row]), -1);
    for (let row = 0; row < rows && last >= first; row++) {
      if (owners[row] < first || owners[row] > last) continue;
      owners[row] = -1;
      owned--;
    }
    first = Math.max(first, last + 1);
    for (const row of ones) owners[row] = column;
    owned += ones.length;
    if (owned < rows) continue;
    groups.push(Array.from({ length: column - first + 1 }, (_, index) => first + index));
    beginAt(column + 1);
  }
  return groups;
}

/**
 * Checks groups that were named.
 *
 * @throws {ValueError} for a column that does not exist or is in two groups, or rows with no or several ones in a group
 */
export function checkOneHot(groups: readonly (readonly number[])[], columns: readonly ArrayLike<number>[]): void {
  const seen = new Set<number>();
  for (const column of groups.flat()) {
    if (!columns[column] || seen.has(column)) {
      throw wrongValue('oneHot', column, `columns from 0 to ${columns.length - 1}, each in one group at most`);
    }
    seen.add(column);
  }
  for (const group of groups) {
    const rows = columns[group[0]]?.length ?? 0;
    const wrong = Array.from({ length: rows }, (_, row) => row).find(
      (row) => hotColumn(group, (column) => columns[column][row]) === undefined,
    );
    if (wrong === undefined && group.length > 0) continue;
    throw wrongValue('oneHot', group, `columns of 0 and 1 with exactly one 1 in each row, unlike row ${wrong}`);
  }
}

/** The column of a group that holds its 1; undefined unless exactly one does, and the others hold 0. */
export function hotColumn(group: readonly number[], valueIn: (column: number) => number): number | undefined {
  const hot = group.filter((column) => valueIn(column) === 1);
  return hot.length === 1 && group.every((column) => column === hot[0] || valueIn(column) === 0) ? hot[0] : undefined;
}

/** The rows that hold 1; undefined when others hold anything but 0. */
function onesOf(values: ArrayLike<number>): number[] | undefined {
  const ones: number[] = [];
  for (let row = 0; row < values.length; row++) {
    if (values[row] === 1) ones.push(row);
    else if (values[row] !== 0) return undefined;
  }
  return ones;
}
