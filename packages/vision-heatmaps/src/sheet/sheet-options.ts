import { checkPositiveInteger, ShapeError } from 'xai-base';
import type { Colormap } from '../colormaps/colormaps';
import { checkImage, type RGBAImage } from '../images/rgba-image';

/** The legend of a sheet: a bar of colours with a label at each end. */
export interface Colorbar {
  readonly colormap: Colormap;
  /** What the low end means; it stands at the bottom. */
  readonly low: string;
  /** What the high end means; it stands at the top. */
  readonly high: string;
}

/** What a {@link sheet} shows. */
export interface SheetOptions {
  /** A label for each row, for instance the methods. */
  readonly rows: readonly string[];
  /** A label for each column, for instance the inputs. */
  readonly columns: readonly string[];
  /** The images, row by row; undefined leaves a cell empty. */
  readonly cells: readonly (readonly (RGBAImage | undefined)[])[];
  /** A heading over the whole sheet. */
  readonly title?: string;
  /** A legend to the right of the cells. */
  readonly colorbar?: Colorbar;
  /** The size of the cells in pixels, 112 by default; images keep their aspect in it. */
  readonly cellSize?: number | { readonly width: number; readonly height: number };
  /** How many pixels a pixel of the labels' 6 x 13 font is wide and high; 1 by default. */
  readonly textScale?: number;
}

/** The sides of a cell. */
export function cellSides({ cellSize = 112 }: SheetOptions): { width: number; height: number } {
  return typeof cellSize === 'number' ? { width: cellSize, height: cellSize } : cellSize;
}

/**
 * @throws {ShapeError} when labels and cells do not fit together
 * @throws {ValueError} for a size that is not a positive integer
 */
export function checkSheet(options: SheetOptions): void {
  const { rows, columns, cells, textScale = 1 } = options;
  checkCount('cells', cells.length, rows.length, 'row', 'rows');
  for (const [index, row] of cells.entries()) {
    checkCount(`cells[${index}]`, row.length, columns.length, 'column', 'columns');
    for (const image of row) if (image !== undefined) checkImage(image, `cells[${index}]`);
  }
  const { width, height } = cellSides(options);
  checkPositiveInteger('cellSize', width);
  checkPositiveInteger('cellSize', height);
  checkPositiveInteger('textScale', textScale);
}

function checkCount(argument: string, count: number, labels: number, one: string, many: string): void {
  if (count === labels && count > 0) return;
  const expected = labels > 0 ? `${labels}, one a label in ${many}` : `at least one ${one} with a label`;
  throw new ShapeError(`${argument} has ${count} entries; expected ${expected}.`, { argument, value: count, expected });
}
