import { element, FONT_FAMILY, round, shorten, text, textWidth } from 'svg-plots';
import { formatValue } from '../formats/colored-text';
import { printable } from '../formats/printable';
import { matrixGroup } from '../generation/matrix-group';
import { type MatrixOptions, matrixSides } from '../generation/matrix-options';
import type { ColoredHeads } from './colored-heads';

/** How long a token is shown, in letters' widths. */
const longest = 12;

/** The matrices of all heads: those of a layer beside each other, layers below each other. */
export function headsSvg({ tokens, values, colors }: ColoredHeads, options: MatrixOptions = {}): string {
  const { cell, fontSize } = matrixSides(options, { cell: 14, fontSize: 11 });
  const labels = tokens.map((token) => shorten(printable(token), longest * fontSize * 0.6, fontSize));
  const widest = Math.max(...labels.map((label) => textWidth(label, fontSize)));
  const [before, above] = [widest + fontSize, widest * Math.SQRT1_2 + 3 * fontSize];
  const side = tokens.length * cell;
  const [width, height] = [before + side + widest * Math.SQRT1_2 + fontSize, above + side + fontSize]; // of a head: the last label leans out
  const names = labels.map((label) => ({ label }));
  const heads = values.flatMap((layer, row) =>
    layer.map((head, column) => {
      const [left, top] = [column * width + before, row * height + above];
      const said = (from: number, to: number) =>
        `${printable(tokens[from])} \u2190 ${printable(tokens[to])}: ${formatValue(head[from][to])}`;
      const parts = { rows: names, columns: names, colors: colors[row][column], said };
      const title = text(`layer ${row + 1}, head ${column + 1}`, round(left), round(row * height + 1.2 * fontSize), {
        size: fontSize,
        weight: 'bold',
      });
      return element('g', {}, title, ...matrixGroup(parts, { left, top, cell, fontSize }));
    }),
  );
  const [w, h] = [round(width * values[0].length), round(height * values.length)];
  const picture = { xmlns: 'http://www.w3.org/2000/svg', width: w, height: h, viewBox: `0 0 ${w} ${h}`, role: 'img' };
  const about = { ...picture, 'aria-label': 'What each token attends to, head by head' };
  const ground = element('rect', { width: w, height: h, fill: '#ffffff' });
  return element('svg', { ...about, 'font-family': FONT_FAMILY, 'font-size': fontSize }, ground, ...heads);
}
