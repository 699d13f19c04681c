import {
  EDGE,
  element,
  escapeText,
  formatNumber,
  inTone,
  lineStyle,
  picture,
  rangeOf,
  text,
  textWidth,
} from 'svg-plots';
import type { SvgOptions } from './layout';
import { layOutPanel } from './panel';

/** What is drawn. */
export interface DrawnEffect {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly grid: readonly number[];
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly rug: readonly number[];
}

/** How long the line in a legend is, and how much room there is between entries. */
const [SWATCH, GAP] = [22, 22];

/** A line an output over the values of the feature. */
export function effectToSvg({ title, xLabel, yLabel, grid, lines, rug }: DrawnEffect, size?: SvgOptions): string {
  const ranges = { xRange: rangeOf([...grid, ...rug]), yRange: rangeOf(lines.flatMap(({ values }) => values)) };
  const panel = layOutPanel({ title, ...ranges, xLabel, yLabel, lines: lines.length > 1 ? 1 : 0 }, size);
  const { width, height, xOf, yOf, bottom, plot, axes } = panel;
  const drawn = lines.map(({ name, values }, line) => {
    const { tone, dash } = lineStyle(line);
    const points = values.map((value, at) => `${xOf(grid[at]).toFixed(1)} ${yOf(value).toFixed(1)}`);
    const isPoint = points.length === 1;
    const path = { d: `M${points.join('L')}${isPoint ? 'h0' : ''}`, fill: 'none', stroke: 'currentColor', ...dash };
    const pen = { 'stroke-width': isPoint ? 6 : 2, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };
    return element(
      'g',
      { ...inTone(tone), 'data-output': line },
      element('title', {}, escapeText(name)),
      element('path', { ...path, ...pen }),
    );
  });
  const marks = rug.map((value) => `M${xOf(value).toFixed(1)} ${bottom}v-7`).join('');
  const said = lines.map(
    ({ name, values }) => `${name}: from ${formatNumber(values[0])} to ${formatNumber(values[values.length - 1])}`,
  );
  return picture(
    { width, height, title, summary: `${title || yLabel}${xLabel ? ` by ${xLabel}` : ''}; ${said.join('; ')}.` },
    axes,
    marks ? element('path', { d: marks, stroke: 'currentColor', 'stroke-opacity': 0.35 }) : '',
    ...drawn,
    lines.length > 1
      ? legend(
          lines.map(({ name }) => name),
          plot,
          height - EDGE,
        )
      : '',
  );
}

/** The names of the lines in one line, as much of each as there is room for. */
function legend(names: readonly string[], [left, right]: readonly [number, number], y: number): string {
  const room = (right - left) / names.length - SWATCH - GAP;
  let x = left;
  return names
    .map((name, line) => {
      const { tone, dash } = lineStyle(line);
      const mark = { d: `M${x.toFixed(1)} ${y - 4}h${SWATCH}`, stroke: 'currentColor', 'stroke-width': 2, ...dash };
      const entry = element('path', { ...inTone(tone), ...mark }) + text(name, x + SWATCH + 6, y, { size: 11, room });
      x += SWATCH + GAP + Math.min(room, textWidth(name, 11));
      return entry;
    })
    .join('');
}
