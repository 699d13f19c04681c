import {
  axisBelow,
  axisBeside,
  checkLength,
  currentOptions,
  drawable,
  EDGE,
  formatNumber,
  linearScale,
  type Range,
  text,
  ticks,
  topOf,
  widest,
} from 'svg-plots';
import { LINE } from './below';
import type { SvgOptions } from './layout';

/** What a panel with two axes shows. */
export interface PanelContent {
  readonly title: string;
  readonly xRange: Range;
  readonly yRange: Range;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Lines of text below the axis' name. */
  readonly lines: number;
}

/** A panel with two axes, in pixels. */
export interface Panel {
  readonly width: number;
  readonly height: number;
  readonly plot: readonly [left: number, right: number];
  readonly top: number;
  readonly bottom: number;
  readonly xOf: (value: number) => number;
  readonly yOf: (value: number) => number;
  /** The axes and their names. */
  readonly axes: string;
}

const [LEAST_WIDTH, LEAST_HEIGHT] = [120, 60];
/** Between the outermost values and the edges of the plot. */
const MARGIN = 8;

/** @throws {ValueError} for a width or height that is no number of pixels, or too small */
export function layOutPanel(
  { title, xRange, yRange, xLabel, yLabel, lines }: PanelContent,
  size: SvgOptions = {},
): Panel {
  const { width = 600, height = 360 } = currentOptions(size, ['width', 'height'], 'toSVG');
  const [x, y] = [drawable(xRange), drawable(yRange)];
  const numbers = widest(
    ticks(y, 6).map((mark) => formatNumber(mark)),
    10,
  );
  const plot = [EDGE + 20 + numbers + 6, width - EDGE] as const;
  const [top, bottom] = [topOf(title), height - EDGE - (lines + 2) * LINE];
  checkLength('width', width, Math.ceil(plot[0] + LEAST_WIDTH + EDGE));
  checkLength('height', height, Math.ceil(top + LEAST_HEIGHT + height - bottom));
  const xOf = linearScale(x, [plot[0] + MARGIN, plot[1] - MARGIN]);
  const yOf = linearScale(y, [bottom - MARGIN, top + MARGIN]);
  const axes = [
    axisBelow(x, xOf, top, bottom),
    axisBeside(y, yOf, plot[0], plot[1]),
    text(xLabel, (plot[0] + plot[1]) / 2, bottom + 32, { anchor: 'middle', room: plot[1] - plot[0] }),
    text(yLabel, EDGE + 12, (top + bottom) / 2, { anchor: 'middle', room: bottom - top, upwards: true }),
  ];
  return { width, height, plot, top, bottom, xOf, yOf, axes: axes.join('') };
}
