import {
  tones as allTones,
  drawable,
  element,
  formatNumber,
  inTone,
  linearScale,
  type SignTones,
  text,
  ticks,
  widest,
} from 'svg-plots';
import type { ColorRange } from '../colors/rangescale';
import { inShade, shadesBetween } from '../colors/shade';
import type { Extent } from './layout';

const WIDTH = 12;
const LABEL = 11;

/** What the colours mean, beside the panels. */
export interface ColorBar {
  readonly width: number;
  draw(x: number, panels: Extent): string;
}

/** A bar of the shades that the picture has, with ticks at some values. */
export function colorBar({ range, strength }: ColorRange, tones: SignTones, label: string): ColorBar {
  const marks = ticks(range, 4);
  const labels = marks.map((mark) => formatNumber(mark, 12));
  const labelled = WIDTH + 8 + widest(labels, LABEL);
  return {
    width: labelled + (label ? 20 : 0),
    draw(x, panels) {
      const [top, bottom] = panels;
      const yOf = linearScale(drawable(range), [bottom, top]);
      const shades = shadesBetween(strength(range[0]), strength(range[1]));
      const step = (bottom - top) / shades.length;
      const fills = shades.map((shade, index) => {
        const place = { x, y: bottom - (index + 1) * step, width: WIDTH, height: step };
        return element('rect', { ...inShade(shade, tones), ...place });
      });
      const marked = marks.map((mark, index) => {
        const y = yOf(mark);
        const tick = element('path', { d: `M${x + WIDTH} ${y}h4`, stroke: 'currentColor' });
        return tick + text(labels[index], x + WIDTH + 7, y + 4, { size: LABEL });
      });
      const named = label
        ? [text(label, x + labelled + 14, (top + bottom) / 2, { anchor: 'middle', upwards: true, room: bottom - top })]
        : [];
      const frame = { x, y: top, width: WIDTH, height: bottom - top, fill: 'none', stroke: 'currentColor' };
      return element(
        'g',
        inTone(allTones.ink),
        element('g', { fill: 'currentColor', 'shape-rendering': 'crispEdges' }, ...fills),
        element('rect', { ...frame, 'stroke-opacity': 0.3 }),
        ...marked,
        ...named,
      );
    },
  };
}
