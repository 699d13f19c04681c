import { escapeText } from 'svg-plots';

/** What stands in a field of a table: a text, or one that stands out. */
export type Cell = string | { readonly strong: string };

/** A chapter's name. */
export function heading(text: string): string {
  return `<h2>${escapeText(text)}</h2>`;
}

export function paragraph(text: string): string {
  return `<p>${escapeText(text)}</p>`;
}

/** Lines, each a point. */
export function list(lines: readonly string[]): string {
  return `<ul>${lines.map((line) => `<li>${escapeText(line)}</li>`).join('\n')}</ul>`;
}

/** A table that scrolls where it is too wide; the first cell of a row is what the row is of. */
export function tableOf(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${inner(cell)}</${tag}>`).join('')}</tr>`;
  return `<div style="overflow-x:auto;white-space:nowrap"><table>${[line(head, 'th'), ...rows.map((row) => line(row, 'td'))].join('\n')}</table></div>`;
}

function inner(cell: Cell): string {
  return typeof cell === 'string' ? escapeText(cell) : `<b>${escapeText(cell.strong)}</b>`;
}
