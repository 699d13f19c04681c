import { currentOptions, element, escapeText, FONT_FAMILY, shorten, textWidth, toHex, valueError } from 'svg-plots';
import { formatValue } from '../formats/colored-text';
import { printable } from '../formats/printable';
import type { ColoredRows } from './colored-rows';

/** Lengths in pixels. */
export interface MatrixOptions {
  /** The side of a cell, 22 if left out. */
  readonly cell?: number;
  /** 13 if left out. */
  readonly fontSize?: number;
}

/** How long a token is shown, in letters' widths. */
const longest = 12;

/** A matrix: tokens that were written beside its rows, all tokens but the last over its columns. */
export function matrixSvg({ tokens, rows, colors }: ColoredRows, options: MatrixOptions = {}): string {
  const { cell = 22, fontSize = 13 } = currentOptions(options, ['cell', 'fontSize'], 'toSVG');
  for (const [name, length] of Object.entries({ cell, fontSize })) {
    if (!(Number.isFinite(length) && length > 0)) throw valueError(name, length, 'a positive number of pixels');
  }
  const labels = tokens.map((token) => shorten(printable(token), longest * fontSize * 0.6, fontSize));
  const prompt = tokens.length - rows.length;
  const width = (label: string) => textWidth(label, fontSize);
  const left = Math.max(...labels.slice(prompt).map(width)) + fontSize;
  const top = Math.max(...labels.slice(0, -1).map(width)) * Math.SQRT1_2 + 1.5 * fontSize;
  const overhang = width(labels.at(-2) as string) * Math.SQRT1_2 + fontSize; // of the last label, which leans out
  const columns = tokens.length - 1;
  const heads = labels.slice(0, -1).map((label, column) => {
    const [x, y] = [left + (column + 0.6) * cell, top - 0.4 * fontSize];
    const weight = { 'font-weight': column >= prompt ? 'bold' : 'normal' };
    return element(
      'text',
      { transform: `translate(${round(x)} ${round(y)}) rotate(-45)`, ...weight },
      escapeText(label),
    );
  });
  const lines = rows.map((row, at) => {
    const y = top + at * cell;
    const name = { x: round(left - 0.5 * fontSize), y: round(y + 0.5 * cell + 0.35 * fontSize), 'text-anchor': 'end' };
    const cells = row.map((value, column) => {
      const place = { x: round(left + column * cell), y: round(y), width: cell - 1, height: cell - 1 };
      const said = `${printable(tokens[prompt + at])} \u2190 ${printable(tokens[column])}: ${formatValue(value)}`;
      const title = element('title', {}, escapeText(said));
      return element('rect', { ...place, fill: toHex(colors[at][column]) }, title);
    });
    return element(
      'g',
      {},
      element('text', { ...name, 'font-weight': 'bold' }, escapeText(labels[prompt + at])),
      ...cells,
    );
  });
  const [w, h] = [round(left + columns * cell + overhang), round(top + rows.length * cell + 2)];
  const label = { role: 'img', 'aria-label': 'What each token that was written owes to those before it' };
  const picture = { xmlns: 'http://www.w3.org/2000/svg', width: w, height: h, viewBox: `0 0 ${w} ${h}`, ...label };
  const ground = element('rect', { width: w, height: h, fill: '#ffffff' });
  return element('svg', { ...picture, 'font-family': FONT_FAMILY, 'font-size': fontSize }, ground, ...heads, ...lines);
}

const round = (length: number) => Math.round(length * 100) / 100;
