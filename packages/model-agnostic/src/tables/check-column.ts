import { IndexError } from 'xai-base';

/** @throws {IndexError} for a column that there is not */
export function checkColumn(column: number, columns: number): void {
  if (Number.isInteger(column) && column >= 0 && column < columns) return;
  const expected = `a column from 0 to ${columns - 1}`;
  throw new IndexError(`column is ${column}; expected ${expected}.`, { argument: 'column', value: column, expected });
}
