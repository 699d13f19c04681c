import type { Color } from 'svg-plots';
import { element, escapeText, round, toHex } from 'svg-plots';

/** A matrix that is drawn: labels, colours, and what is said of each cell. */
export interface MatrixParts {
  readonly rows: readonly MatrixLabel[];
  readonly columns: readonly MatrixLabel[];
  readonly colors: readonly (readonly Color[])[];
  readonly said: (row: number, column: number) => string;
}

/** A label of a row or column. */
export interface MatrixLabel {
  readonly label: string;
  readonly isBold?: boolean;
}

/** Where a matrix stands: the upper left corner of its cells, in pixels. */
export interface MatrixPlace {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly fontSize: number;
}

/** The SVG elements of a matrix: labels that lean over its columns, and a group a row with its label and cells. */
export function matrixGroup({ rows, columns, colors, said }: MatrixParts, place: MatrixPlace): string[] {
  const { left, top, cell, fontSize } = place;
  const heads = columns.map(({ label, isBold }, column) => {
    const [x, y] = [left + (column + 0.6) * cell, top - 0.4 * fontSize];
    const transform = `translate(${round(x)} ${round(y)}) rotate(-45)`;
    return element('text', { transform, 'font-weight': isBold ? 'bold' : 'normal' }, escapeText(label));
  });
  const lines = rows.map(({ label, isBold }, row) => {
    const y = top + row * cell;
    const name = { x: round(left - 0.5 * fontSize), y: round(y + 0.5 * cell + 0.35 * fontSize), 'text-anchor': 'end' };
    const cells = colors[row].map((color, column) => {
      const at = { x: round(left + column * cell), y: round(y), width: cell - 1, height: cell - 1 };
      return element('rect', { ...at, fill: toHex(color) }, element('title', {}, escapeText(said(row, column))));
    });
    return element(
      'g',
      {},
      element('text', { ...name, 'font-weight': isBold ? 'bold' : 'normal' }, escapeText(label)),
      ...cells,
    );
  });
  return [...heads, ...lines];
}
