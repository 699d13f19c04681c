import {
  checkLength,
  currentOptions,
  drawable,
  EDGE,
  element,
  formatNumber,
  linearScale,
  type Range,
  shorten,
  shortenAll,
  text,
  textWidth,
  ticks,
  widest,
} from 'svg-plots';

/** The size of a picture in pixels. */
export interface SvgOptions {
  /** 600 if left out. */
  readonly width?: number;
  /** By the number of bars if left out. */
  readonly height?: number;
}

/** What stands before a bar. */
export interface Label {
  readonly name: string;
  /** Kept when a long name is cut. */
  readonly is?: string;
}

/** What has to find room. */
export interface Content {
  readonly labels: readonly Label[];
  readonly range: Range;
  /** How much room the numbers take, in pixels, beyond the smallest and the largest place. */
  readonly around: readonly [left: number, right: number];
  /** Above and below the rows. */
  readonly top: number;
  readonly bottom: number;
  /** How high a row is where the picture may be as high as it likes; 24 pixels if left out. */
  readonly row?: number;
}

/** Where things are. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** From where to where bars reach. */
  readonly plot: readonly [left: number, right: number];
  readonly rowHeight: number;
  readonly labels: readonly string[];
  readonly xOf: (value: number) => number;
  /** The middle of a row. */
  readonly yOf: (row: number) => number;
}

const ROW = 24;
const LEAST_ROW = 14;
const LEAST_PLOT = 80;
/** The share of the width that names take at most. */
const NAMES = 0.42;

/** @throws {ValueError} for a width or height that is no number of pixels, or too small for the content */
export function layOut({ labels, range, around, top, bottom, row = ROW }: Content, size: SvgOptions = {}): Layout {
  const usual = top + labels.length * row + bottom;
  const { width = 600, height = usual } = currentOptions(size, ['width', 'height'], 'toSVG');
  checkLength('height', height, Math.ceil(top + labels.length * LEAST_ROW + bottom));
  checkLength('width', width, Math.ceil((2 * EDGE + around[0] + around[1] + LEAST_PLOT) / (1 - NAMES)));
  const rowHeight = (height - top - bottom) / labels.length;
  const room = Math.min(NAMES * width, widest(labels.map(joined), 12));
  const plot = [EDGE + room + 10, width - EDGE] as const;
  return {
    width,
    height,
    plot,
    rowHeight,
    labels: cutAll(labels, room),
    xOf: linearScale(drawable(range), [plot[0] + around[0], plot[1] - around[1]]),
    yOf: (row) => top + (row + 0.5) * rowHeight,
  };
}

/** The ticks below the rows with grid lines over all of them. */
export function axis({ plot, xOf, yOf, rowHeight, labels }: Layout, range: Range, xLabel: string): string {
  const [top, bottom] = [yOf(0) - rowHeight / 2, yOf(labels.length - 1) + rowHeight / 2];
  const wide = widest(
    ticks(drawable(range), 5).map((mark) => formatNumber(mark, 12)),
    11,
  );
  const marks = ticks(drawable(range), Math.max(1, (plot[1] - plot[0]) / (wide + 40)));
  const lines = marks.map((mark) => `M${xOf(mark).toFixed(2)} ${top}V${bottom}`).join('');
  const numbers = marks.map((mark) =>
    text(formatNumber(mark, 12), xOf(mark), bottom + 16, { anchor: 'middle', size: 11 }),
  );
  const middle = (plot[0] + plot[1]) / 2;
  return [
    element('path', { d: lines, stroke: 'currentColor', 'stroke-opacity': 0.15 }),
    ...numbers,
    text(xLabel, middle, bottom + 36, { anchor: 'middle', room: plot[1] - plot[0] }),
  ].join('');
}

/** A name and what the feature is: `age = 39`. */
export function joined({ name, is }: Label): string {
  return is === undefined ? name : `${name} = ${is}`;
}

/** Labels that fit and can be told apart; of those that are too long the names are cut, not the values. */
function cutAll(labels: readonly Label[], room: number): string[] {
  const isLong = labels.map((label) => textWidth(joined(label), 12) > room);
  const values = labels.map(({ is }, at) => {
    if (is === undefined) return '';
    return ` = ${isLong[at] ? shorten(is, room / 2, 12) : is}`;
  });
  const rooms = values.map((value, at) => (isLong[at] ? room - textWidth(value, 12) : Number.POSITIVE_INFINITY));
  const names = labels.map(({ name }) => name);
  return shortenAll(names, rooms, 12).map((name, at) => name + values[at]);
}
