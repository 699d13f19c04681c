import { element, FONT_FAMILY, round, shorten, textWidth } from 'svg-plots';
import { formatValue } from '../formats/colored-text';
import { printable } from '../formats/printable';
import type { ColoredRows } from './colored-rows';
import { matrixGroup } from './matrix-group';
import { type MatrixOptions, matrixSides } from './matrix-options';

/** How long a token is shown, in letters' widths. */
const longest = 12;

/** A matrix: tokens that were written beside its rows, all tokens but the last over its columns. */
export function matrixSvg({ tokens, rows, colors }: ColoredRows, options: MatrixOptions = {}): string {
  const { cell, fontSize } = matrixSides(options, { cell: 22, fontSize: 13 });
  const labels = tokens.map((token) => shorten(printable(token), longest * fontSize * 0.6, fontSize));
  const prompt = tokens.length - rows.length;
  const width = (label: string) => textWidth(label, fontSize);
  const left = Math.max(...labels.slice(prompt).map(width)) + fontSize;
  const top = Math.max(...labels.slice(0, -1).map(width)) * Math.SQRT1_2 + 1.5 * fontSize;
  const overhang = width(labels.at(-2) as string) * Math.SQRT1_2 + fontSize; // of the last label, which leans out
  const columns = tokens.length - 1;
  const parts = {
    rows: rows.map((_, row) => ({ label: labels[prompt + row], isBold: true })),
    columns: labels.slice(0, -1).map((label, column) => ({ label, isBold: column >= prompt })),
    colors,
    said: (row: number, column: number) =>
      `${printable(tokens[prompt + row])} \u2190 ${printable(tokens[column])}: ${formatValue(rows[row][column])}`,
  };
  const [w, h] = [round(left + columns * cell + overhang), round(top + rows.length * cell + 2)];
  const label = { role: 'img', 'aria-label': 'What each token that was written owes to those before it' };
  const picture = { xmlns: 'http://www.w3.org/2000/svg', width: w, height: h, viewBox: `0 0 ${w} ${h}`, ...label };
  const ground = element('rect', { width: w, height: h, fill: '#ffffff' });
  return element(
    'svg',
    { ...picture, 'font-family': FONT_FAMILY, 'font-size': fontSize },
    ground,
    ...matrixGroup(parts, { left, top, cell, fontSize }),
  );
}
