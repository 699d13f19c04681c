import { widestPart } from 'svg-plots';
import { type Label, label, lineHeight, type PlacedLabel } from './label';
import { type BarLegend, legendOf } from './legend';
import { cellSides, fontSizeOf, type SheetOptions } from './sheet-options';

const MARGIN = 16;
/** How much wider than the cells a sheet becomes for its title. */
const TITLE_WIDTH = 360;

/** A rectangle in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything on a sheet stands, in whole pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly labels: readonly PlacedLabel[];
  readonly bars: readonly { readonly box: Box; readonly legend: BarLegend }[];
  /** The box of a cell. */
  cell(row: number, column: number): Box;
}

/** Measures all labels and puts them, the cells and the bars of colours beside each other. */
export function layOut(options: SheetOptions): Layout {
  const { title = '' } = options;
  const size = fontSizeOf(options);
  const { width: cellWidth, height } = cellSides(options);
  const line = lineHeight(size);
  const gap = Math.ceil((2 / 3) * size);
  const captionGap = Math.ceil(size / 4);
  const barWidth = Math.ceil((4 / 3) * size);
  const cellHeight = Math.max(height, line);

  const rows = options.rows.map((text) => label(text, 14 * size, cellHeight, size));
  const headSize = sizeWithoutCuts(options.columns, cellWidth, size);
  const columns = options.columns.map((text) => label(text, cellWidth, 3 * line, headSize));
  const left = MARGIN + withSpace(widest(rows), gap);
  const legend = legendOf(options);
  const captions = legend.captions.map((row) => row.map((text) => label(text, cellWidth, 3 * line, size)));
  const rowHeights = captions.map((row) => cellHeight + withSpace(highest(row), captionGap));
  const gridWidth = columns.length * (cellWidth + gap) - gap;
  const barLeft = left + gridWidth + 2 * gap;
  const spanOf = ({ rows: [first, last] }: BarLegend) =>
    rowHeights.slice(first, last + 1).reduce((sum, one) => sum + one + gap, -gap);
  const ends = legend.bars.map((bar) => bar.ends.map((text) => label(text, 10 * size, spanOf(bar) / 2, size)));
  const besideBars = barLeft + barWidth + gap;
  const rightOfGrid = legend.bars.length > 0 ? besideBars + widest(ends.flat()) : left + gridWidth;
  const wanted = label(title, TITLE_WIDTH, 3 * titleLine(size), titleSize(size), 'bold').width;
  const right = Math.max(rightOfGrid, MARGIN + wanted);
  const heading = label(title, right - MARGIN, 3 * titleLine(size), titleSize(size), 'bold');
  const columnsTop = MARGIN + withSpace(heading.height, gap);
  const top = columnsTop + withSpace(highest(columns), Math.ceil(gap / 2));
  const tops = rowHeights.map((_, row) => rowHeights.slice(0, row).reduce((sum, one) => sum + one + gap, top));

  const cell = (row: number, column: number): Box => ({
    left: left + column * (cellWidth + gap),
    top: tops[row],
    width: cellWidth,
    height: cellHeight,
  });
  const bars = legend.bars.map((bar) => {
    const box = { left: barLeft, top: tops[bar.rows[0]], width: barWidth, height: spanOf(bar) };
    return { box, legend: bar };
  });
  const labels: PlacedLabel[] = [
    { label: heading, left: middle(MARGIN, right - MARGIN, heading.width), top: MARGIN, align: 'center' },
    ...rows.map((one, row): PlacedLabel => {
      const beside = middle(tops[row], cellHeight, one.height);
      return { label: one, left: left - gap - one.width, top: beside, align: 'right' };
    }),
    ...columns.map((one, column): PlacedLabel => {
      const over = top - Math.ceil(gap / 2) - one.height;
      return { label: one, left: middle(cell(0, column).left, cellWidth, one.width), top: over, align: 'center' };
    }),
    ...captions.flatMap((row, at) =>
      row.map((one, column): PlacedLabel => {
        const over = cell(at, column);
        const below = over.top + cellHeight + captionGap;
        return { label: one, left: middle(over.left, cellWidth, one.width), top: below, align: 'center' };
      }),
    ),
    ...bars.flatMap(({ box }, bar) =>
      ends[bar].map((one, end): PlacedLabel => {
        const at = end === 0 ? box.top : box.top + box.height - one.height;
        return { label: one, left: besideBars, top: at, align: 'left' };
      }),
    ),
  ];
  const bottom = tops[tops.length - 1] + rowHeights[rowHeights.length - 1];
  return { width: right + MARGIN, height: bottom + MARGIN, labels, bars, cell };
}

/** Labels become this much smaller at most before a word is cut. */
const SMALLEST = 0.75;

/** The size at which no word of the labels is cut, if there is one between three quarters of the given size and that. */
function sizeWithoutCuts(texts: readonly string[], width: number, size: number): number {
  const widest = Math.max(...texts.map((text) => widestPart(text, size)));
  const fitting = Math.floor((4 * size * width) / widest) / 4; // quarters of a pixel
  return fitting < SMALLEST * size ? size : Math.min(fitting, size);
}

const titleSize = (size: number): number => Math.round((4 / 3) * size);
const titleLine = (size: number): number => lineHeight(titleSize(size));
const widest = (labels: readonly Label[]): number => Math.max(0, ...labels.map(({ width }) => width));
const highest = (labels: readonly Label[]): number => Math.max(0, ...labels.map(({ height }) => height));
/** Where something begins that stands in the middle of a length. */
const middle = (begin: number, length: number, size: number): number => begin + Math.floor((length - size) / 2);
/** Room for something and the space after it; none where there is nothing. */
const withSpace = (length: number, space: number): number => (length > 0 ? length + space : 0);
