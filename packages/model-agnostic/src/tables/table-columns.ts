/** The columns of a table `[rows, columns]`, row-major, in one pass. */
export function columnsOf(values: ArrayLike<number>, columns: number): Float64Array[] {
  const rows = values.length / columns;
  const found = Array.from({ length: columns }, () => new Float64Array(rows));
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) found[column][row] = values[at];
  }
  return found;
}
