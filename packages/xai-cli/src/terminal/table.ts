import { shortened } from './shortened';

/** Which side of its column a cell stands at. */
export type Align = 'left' | 'right';

/**
 * Rows of cells in columns that are as wide as they need be.
 *
 * @param heading the first row, underlined
 * @param align of each column; left by default
 */
export function table(heading: readonly string[], rows: readonly (readonly string[])[], align: Align[] = []): string {
  const [head, ...body] = [heading, ...rows].map((row) => row.map(shortened));
  const all = [head, ...body];
  const widths = heading.map((_, column) => all.reduce((width, row) => Math.max(width, row[column].length), 0));
  const line = (row: readonly string[]) => {
    const cells = row.map((text, column) =>
      align[column] === 'right' ? text.padStart(widths[column]) : text.padEnd(widths[column]),
    );
    return cells.join('  ').trimEnd();
  };
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return `${[line(head), rule, ...body.map(line)].join('\n')}\n`;
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
