import { drawable, element, formatNumber, inTone, linearScale, rangeOf, text, ticks, tones } from 'svg-plots';
import { type Column, lineThrough, withoutGaps } from './columns';
import type { Extent } from './layout';

/** Between the extremes of a line and the frame. */
const INSET = 8;

/** The axis of the values of one channel. */
export interface ValueAxis {
  readonly yOf: (value: number) => number;
  readonly marks: readonly number[];
  readonly labels: readonly string[];
}

/** An axis from the smallest to the largest value, with ticks at nice numbers; none where all values are missing. */
export function valueAxis(values: readonly number[], [top, bottom]: Extent): ValueAxis {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return { yOf: () => Number.NaN, marks: [], labels: [] };
  const range = drawable(rangeOf(known));
  const inset = Math.min(INSET, (bottom - top) / 8);
  const marks = ticks(range, Math.max(2, (bottom - top) / 40));
  const labels = marks.map((mark) => formatNumber(mark, 12));
  return { yOf: linearScale(range, [bottom - inset, top + inset]), marks, labels };
}

/** What is in a panel, and where. */
export interface PanelContent {
  readonly columns: readonly Column[];
  readonly axis: ValueAxis;
  readonly x: Extent;
  readonly y: Extent;
  readonly shades: string;
  /** Whether the line needs a rim in the colour of the ground to be seen on any shade. */
  readonly hasHalo: boolean;
}

/** A frame with grid lines and labels over the shades, the line on top. */
export function panel({ columns, axis, x, y, shades, hasHalo }: PanelContent): string {
  const [left, right] = x;
  const { yOf } = axis;
  const grid = axis.marks.map((mark) => `M${left} ${yOf(mark).toFixed(2)}H${right}`).join('');
  const frame = { x: left, y: y[0], width: right - left, height: y[1] - y[0] };
  const d = withoutGaps(columns)
    .map((run) => lineThrough(run.flatMap(({ points }) => points)))
    .join('');
  const halo = { ...inTone(tones.ground), d, stroke: 'currentColor', 'stroke-width': 4, 'stroke-opacity': 0.7 };
  const labels = axis.labels.map((label, index) =>
    text(label, left - 6, yOf(axis.marks[index]) + 4, { anchor: 'end', size: 11 }),
  );
  return [
    shades,
    element(
      'g',
      { fill: 'none', stroke: 'currentColor', 'stroke-linejoin': 'round' },
      ...(grid ? [element('path', { d: grid, 'stroke-opacity': 0.15 })] : []),
      element('rect', { ...frame, 'stroke-opacity': 0.3 }),
      ...(d && hasHalo ? [element('path', halo)] : []),
      ...(d ? [element('path', { d, 'stroke-width': 1.5 })] : []),
    ),
    ...labels,
  ].join('');
}
