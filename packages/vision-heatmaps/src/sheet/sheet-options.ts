import { type Colormap, colormapTable } from 'svg-plots';
import { checkKeys, checkPositiveInteger, ShapeError, wrongValue } from 'xai-base';
import type { HeatmapImage } from '../images/heatmap-image';
import { checkImage } from '../images/rgba-image';

/** The legend of a sheet: a bar of colours with a label at each end. */
export interface Colorbar {
  readonly colormap: Colormap;
  /** What the low end means; it stands at the bottom. */
  readonly low: string;
  /** What the high end means; it stands at the top. */
  readonly high: string;
  /** The values at the ends, where the cells do not tell them (see {@link Legend}). */
  readonly range?: readonly [low: number, high: number];
  /** How opaque the colours lie over images, where the cells do not tell it: the bar then shows them over black on the left, over white on the right. */
  readonly alpha?: number;
  /** The rows that it stands beside, the first and the last, counted from 0: all of them if left out. */
  readonly rows?: readonly [first: number, last: number];
}

/** What a {@link sheet} shows. */
export interface SheetOptions {
  /** A label for each row, for instance the methods. */
  readonly rows: readonly string[];
  /** A label for each column, for instance the inputs. */
  readonly columns: readonly string[];
  /** The images, row by row; undefined leaves a cell empty. */
  readonly cells: readonly (readonly (HeatmapImage | undefined)[])[];
  /** A heading over the whole sheet. */
  readonly title?: string;
  /** A legend to the right of the cells; or several, where some rows have other colours. */
  readonly colorbar?: Colorbar | readonly Colorbar[];
  /** The size of the cells in pixels, 112 by default; images keep their aspect in it. */
  readonly cellSize?: number | { readonly width: number; readonly height: number };
  /** Of the labels, in pixels; 12 by default. The title is a third larger. */
  readonly fontSize?: number;
  /** @deprecated in favour of `fontSize`, of which it is a twelfth. */
  readonly textScale?: number;
}

/** The names of the options. */
export const sheetOptionNames = [
  'rows',
  'columns',
  'cells',
  'title',
  'colorbar',
  'cellSize',
  'fontSize',
  'textScale',
] as const satisfies (keyof SheetOptions)[];

/** The bars of colours. */
export function barsOf({ colorbar }: SheetOptions): readonly Colorbar[] {
  if (colorbar === undefined) return [];
  return Array.isArray(colorbar) ? colorbar : [colorbar as Colorbar];
}

/** The size of the labels' font. */
export function fontSizeOf({ fontSize, textScale = 1 }: Pick<SheetOptions, 'fontSize' | 'textScale'>): number {
  return fontSize ?? 12 * textScale;
}

/** The sides of a cell. */
export function cellSides({ cellSize = 112 }: SheetOptions): { width: number; height: number } {
  return typeof cellSize === 'object' ? cellSize : { width: cellSize, height: cellSize };
}

/**
 * @throws {ShapeError} when labels and cells do not fit together
 * @throws {ValueError} for an option that does not exist, or one of another type
 */
export function checkSheet(options: SheetOptions): void {
  if (!options) throw wrongValue('options', options, 'an object with rows, columns and cells');
  checkKeys(options, sheetOptionNames, 'sheet');
  const { rows, columns, cells, title = '', colorbar, textScale = 1 } = options;
  checkTexts('rows', rows);
  checkTexts('columns', columns);
  checkText('title', title);
  checkCells(cells, rows, columns);
  if (Array.isArray(colorbar))
    for (const [at, bar] of colorbar.entries()) checkColorbar(bar, rows.length, `colorbar[${at}]`);
  else if (colorbar !== undefined) checkColorbar(colorbar as Colorbar, rows.length);
  if (options.cellSize === null) throw wrongValue('cellSize', null, 'a number of pixels, or { width, height }');
  const { width, height } = cellSides(options);
  checkPositiveInteger('cellSize', width);
  checkPositiveInteger('cellSize', height);
  checkPositiveInteger('textScale', textScale);
  const size = fontSizeOf(options);
  if (!(typeof size === 'number' && size >= 1 && size <= 200))
    throw wrongValue('fontSize', size, 'pixels, from 1 to 200');
}

function checkCells(cells: SheetOptions['cells'], rows: readonly string[], columns: readonly string[]): void {
  if (!Array.isArray(cells) || !cells.every(Array.isArray))
    throw wrongValue('cells', cells, 'a list of rows of images');
  checkCount('cells', cells.length, rows.length, 'row', 'rows');
  for (const [index, row] of cells.entries()) {
    checkCount(`cells[${index}]`, row.length, columns.length, 'column', 'columns');
    for (const image of row) if (image !== undefined) checkImage(image, `cells[${index}]`);
  }
}

function checkColorbar(colorbar: Colorbar, count: number, name = 'colorbar'): void {
  if (!colorbar) throw wrongValue(name, colorbar, 'an object with colormap, low and high');
  checkKeys(colorbar, ['colormap', 'low', 'high', 'range', 'alpha', 'rows'], name);
  const { colormap, low, high, range, alpha = 1, rows = [0, count - 1] } = colorbar;
  colormapTable(colormap);
  checkText(`${name}.low`, low);
  checkText(`${name}.high`, high);
  if (range !== undefined && !isRising(range, Number.isFinite))
    throw wrongValue(`${name}.range`, range, 'two numbers, the smaller one first');
  if (!(typeof alpha === 'number' && alpha >= 0 && alpha <= 1))
    throw wrongValue(`${name}.alpha`, alpha, 'a number from 0 to 1');
  if (!isRising(rows, (row) => Number.isInteger(row) && row >= 0 && row < count))
    throw wrongValue(`${name}.rows`, rows, `the first and the last row, from 0 to ${count - 1}`);
}

function isRising(pair: readonly number[], isRight: (one: number) => boolean): boolean {
  return Array.isArray(pair) && pair.length === 2 && pair.every(isRight) && pair[0] <= pair[1];
}

function checkTexts(argument: string, texts: readonly string[]): void {
  if (!Array.isArray(texts)) throw wrongValue(argument, texts, 'a list of strings');
  for (const [at, text] of texts.entries()) checkText(`${argument}[${at}]`, text);
}

function checkText(argument: string, text: string): void {
  if (typeof text !== 'string') throw wrongValue(argument, text, 'a string');
}

function checkCount(argument: string, count: number, labels: number, one: string, many: string): void {
  if (count === labels && count > 0) return;
  const expected = labels > 0 ? `${labels}, one a label in ${many}` : `at least one ${one} with a label`;
  throw new ShapeError(`${argument} has ${count} entries; expected ${expected}.`, { argument, value: count, expected });
}
