import { GLYPH_HEIGHT, GLYPH_WIDTH } from '../text/font';
import { type Label, label } from '../text/label';
import { legendOf } from './legend';
import { cellSides, type SheetOptions } from './sheet-options';

const MARGIN = 16;
const BAR_WIDTH = 16;
/** Between a cell and what stands below it. */
const CAPTION_GAP = 3;
/** The widest that labels of rows and of the colour bar become. */
const ROW_LABEL_WIDTH = 28 * GLYPH_WIDTH;
const BAR_LABEL_WIDTH = 16 * GLYPH_WIDTH;

/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A label and where it stands. */
export interface PlacedLabel {
  readonly label: Label;
  readonly left: number;
  readonly top: number;
  readonly align: 'left' | 'center' | 'right';
}

/** Where everything on a sheet stands. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly labels: readonly PlacedLabel[];
  readonly bar?: Box;
  /** The box of a cell. */
  cell(row: number, column: number): Box;
}

/** Measures all labels and puts them, the cells and the colour bar beside each other. */
export function layOut(options: SheetOptions): Layout {
  const { title = '', colorbar, textScale: scale = 1 } = options;
  const { width: cellWidth, height } = cellSides(options);
  const line = GLYPH_HEIGHT * scale;
  const cellHeight = Math.max(height, line);
  const gap = 8 * scale;

  const rows = options.rows.map((text) => label(text, ROW_LABEL_WIDTH * scale, cellHeight, scale));
  const columns = options.columns.map((text) => label(text, cellWidth, 3 * line, scale));
  const left = MARGIN + withSpace(widest(rows), gap);
  const legend = legendOf(options);
  const captions = (legend?.captions ?? []).map((row) => row.map((text) => label(text, cellWidth, 3 * line, scale)));
  const rowHeight = cellHeight + withSpace(highest([...captions.flat(), none]), CAPTION_GAP);
  const gridWidth = columns.length * (cellWidth + gap) - gap;
  const gridHeight = rows.length * (rowHeight + gap) - gap;
  const barLeft = left + gridWidth + 2 * gap;
  const ends = (legend?.ends ?? ['', '']).map((text) => label(text, BAR_LABEL_WIDTH * scale, gridHeight / 2, scale));
  const right = colorbar ? barLeft + (BAR_WIDTH + 6) * scale + widest(ends) : left + gridWidth;
  const heading = headline(title, right - MARGIN, scale);
  const columnsTop = MARGIN + withSpace(heading.height, gap);
  const top = columnsTop + withSpace(highest(columns), gap / 2);

  const cell = (row: number, column: number) => {
    const [x, y] = [left + column * (cellWidth + gap), top + row * (rowHeight + gap)];
    return { left: x, top: y, width: cellWidth, height: cellHeight };
  };
  const labels: PlacedLabel[] = [
    { label: heading, left: middle(MARGIN, right - MARGIN, heading.width), top: MARGIN, align: 'center' },
    ...rows.map((one, row): PlacedLabel => {
      const beside = cell(row, 0);
      return {
        label: one,
        left: left - gap - one.width,
        top: middle(beside.top, cellHeight, one.height),
        align: 'right',
      };
    }),
    ...columns.map((one, column): PlacedLabel => {
      const below = cell(0, column);
      const over = below.top - gap / 2 - one.height;
      return { label: one, left: middle(below.left, cellWidth, one.width), top: over, align: 'center' };
    }),
    ...captions.flatMap((row, at) =>
      row.map((one, column): PlacedLabel => {
        const over = cell(at, column);
        const left = middle(over.left, cellWidth, one.width);
        return { label: one, left, top: over.top + cellHeight + CAPTION_GAP, align: 'center' };
      }),
    ),
    ...ends.map((one, end): PlacedLabel => {
      const at = end === 0 ? top : top + gridHeight - one.height;
      return { label: one, left: barLeft + (BAR_WIDTH + 6) * scale, top: at, align: 'left' };
    }),
  ];
  const bar = colorbar && { left: barLeft, top, width: BAR_WIDTH * scale, height: gridHeight };
  return { width: right + MARGIN, height: top + gridHeight + MARGIN, labels, bar, cell };
}

/** The title in letters of double size, if they fit in one line. */
function headline(title: string, width: number, scale: number): Label {
  const large = title.length * GLYPH_WIDTH * 2 * scale <= width;
  return label(title, width, 3 * GLYPH_HEIGHT * scale, large ? 2 * scale : scale);
}

const none: Label = { lines: [], scale: 1, width: 0, height: 0 };
const widest = (labels: readonly Label[]): number => Math.max(...labels.map(({ width }) => width));
const highest = (labels: readonly Label[]): number => Math.max(...labels.map(({ height }) => height));
/** Where something begins that stands in the middle of a length. */
const middle = (begin: number, length: number, size: number): number => begin + Math.floor((length - size) / 2);
/** Room for something and the space after it; none where there is nothing. */
const withSpace = (length: number, space: number): number => (length > 0 ? length + space : 0);
