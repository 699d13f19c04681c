/** Which side of its column a cell stands at. */
export type Align = 'left' | 'right';

/**
 * Rows of cells in columns that are as wide as they need be.
 *
 * @param heading the first row, underlined
 * @param align of each column; left by default
 */
export function table(heading: readonly string[], rows: readonly (readonly string[])[], align: Align[] = []): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row: readonly string[]) => {
    const cells = row.map((text, column) =>
      align[column] === 'right' ? text.padStart(widths[column]) : text.padEnd(widths[column]),
    );
    return cells.join('  ').trimEnd();
  };
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return `${[line(heading), rule, ...rows.map(line)].join('\n')}\n`;
}

/** The same as a table in Markdown. */
export function markdownTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
  align: Align[] = [],
): string {
  const rule = heading.map((_, column) => (align[column] === 'right' ? '---:' : '---'));
  return [heading, rule, ...rows].map((row) => `| ${row.join(' | ')} |\n`).join('');
}
