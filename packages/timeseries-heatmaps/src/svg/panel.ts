import { drawable, element, formatNumber, linearScale, rangeOf, text, ticks } from 'svg-plots';
import { type Column, lineThrough } from './columns';
import type { Extent } from './layout';

/** Between the extremes of a line and the frame. */
const INSET = 8;

/** The axis of the values of one channel. */
export interface ValueAxis {
  readonly yOf: (value: number) => number;
  readonly marks: readonly number[];
  readonly labels: readonly string[];
}

/** An axis from the smallest to the largest value, with ticks at nice numbers. */
export function valueAxis(values: readonly number[], [top, bottom]: Extent): ValueAxis {
  const range = drawable(rangeOf(values));
  const inset = Math.min(INSET, (bottom - top) / 8);
  const marks = ticks(range, Math.max(2, (bottom - top) / 40));
  const labels = marks.map((mark) => formatNumber(mark, 12));
  return { yOf: linearScale(range, [bottom - inset, top + inset]), marks, labels };
}

/** A frame with grid lines and labels over the shades, the line on top. */
export function panel(columns: readonly Column[], axis: ValueAxis, x: Extent, y: Extent, shades: string): string {
  const [left, right] = x;
  const { yOf } = axis;
  const grid = axis.marks.map((mark) => `M${left} ${yOf(mark).toFixed(2)}H${right}`).join('');
  const frame = { x: left, y: y[0], width: right - left, height: y[1] - y[0] };
  const line = { d: lineThrough(columns.flatMap(({ points }) => points)), 'stroke-width': 1.5 };
  const labels = axis.labels.map((label, index) =>
    text(label, left - 6, yOf(axis.marks[index]) + 4, { anchor: 'end', size: 11 }),
  );
  return [
    shades,
    element(
      'g',
      { fill: 'none', stroke: 'currentColor', 'stroke-linejoin': 'round' },
      element('path', { d: grid, 'stroke-opacity': 0.15 }),
      element('rect', { ...frame, 'stroke-opacity': 0.3 }),
      element('path', line),
    ),
    ...labels,
  ].join('');
}
