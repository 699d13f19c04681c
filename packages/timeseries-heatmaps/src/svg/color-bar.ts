import { drawable, element, formatNumber, inTone, linearScale, text, ticks, tones, widest } from 'svg-plots';
import type { Palette } from '../colors/palette';
import type { Extent } from './layout';

const WIDTH = 12;
const LABEL = 11;

/** What the colours mean, beside the panels. */
export interface ColorBar {
  readonly width: number;
  draw(x: number, panels: Extent): string;
}

/** A bar of the shades that the picture has, with ticks at some values, and at the ends that values lie beyond. */
export function colorBar(palette: Palette, label: string): ColorBar {
  const { range, shades, paint } = palette;
  const marks = marksOf(palette);
  const labels = marks.map(({ label: one }) => one);
  const labelled = WIDTH + 8 + widest(labels, LABEL);
  return {
    width: labelled + (label ? 20 : 0),
    draw(x, panels) {
      const [top, bottom] = panels;
      const yOf = linearScale(drawable(range), [bottom, top]);
      const step = (bottom - top) / shades.length;
      const fills = shades.flatMap((shade, index) => {
        const place = { x, y: bottom - (index + 1) * step, width: WIDTH, height: step };
        const painted = paint(shade);
        return painted ? [element('rect', { fill: 'currentColor', ...painted, ...place })] : [];
      });
      const marked = marks.map((mark, index) => {
        const y = yOf(mark.value);
        const tick = element('path', { d: `M${x + WIDTH} ${y}h4`, stroke: 'currentColor' });
        return tick + text(labels[index], x + WIDTH + 7, y + 4, { size: LABEL });
      });
      const named = label
        ? [text(label, x + labelled + 14, (top + bottom) / 2, { anchor: 'middle', upwards: true, room: bottom - top })]
        : [];
      const frame = { x, y: top, width: WIDTH, height: bottom - top, fill: 'none', stroke: 'currentColor' };
      return element(
        'g',
        inTone(tones.ink),
        element('g', { 'shape-rendering': 'crispEdges' }, ...fills),
        element('rect', { ...frame, 'stroke-opacity': 0.3 }),
        ...marked,
        ...named,
      );
    },
  };
}

/** A value on the bar. */
interface Mark {
  readonly value: number;
  readonly label: string;
}

/** Ticks nearer to a labelled end, as a share of the bar, would be written over its label. */
const NEAR = 0.12;

/** Ticks at nice numbers; ends that values lie beyond say so. */
function marksOf({ range, isClipped }: Palette): Mark[] {
  const [low, high] = range;
  const ends = [`≤ ${formatNumber(low, 3)}`, `≥ ${formatNumber(high, 3)}`].flatMap((label, end) =>
    isClipped[end] ? [{ value: range[end], label }] : [],
  );
  const isFree = (mark: number) =>
    ends.every(({ value }) => Math.abs(mark / 2 - value / 2) > NEAR * (high / 2 - low / 2));
  const inner = ticks(range, 4).filter(isFree);
  return [...inner.map((value) => ({ value, label: formatNumber(value, 12) })), ...ends];
}
