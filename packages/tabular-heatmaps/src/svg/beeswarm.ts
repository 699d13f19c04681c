import { EDGE, element, escapeText, formatNumber, picture, rangeOf, text, topOf } from 'svg-plots';
import type { TableStyle } from '../table-options';
import { importanceOf } from '../tables/by-importance';
import type { TableFeature } from '../tables/explained-table';
import { LINE } from './below';
import { axis, layOut, type SvgOptions } from './layout';
import { swarm } from './swarm';
import { colorStrip, type Dot, dotsToSvg, valueColors } from './value-colors';

/** What is drawn. */
export interface DrawnSwarm extends TableStyle {
  readonly features: readonly TableFeature[];
  readonly xLabel: string;
}

const [DOT, ROW] = [4.5, 34];

/** A line of dots a feature: their place is the attribution in a row of the table, their colour what the feature is there. */
export function beeswarmToSvg({ features, title, xLabel, colormap }: DrawnSwarm, size?: SvgOptions): string {
  const range = rangeOf(features.flatMap(({ attributions }) => [0, ...rangeOf(attributions)]));
  const hasColors = features.some(({ values }) => values);
  const [top, bottom] = [topOf(title), EDGE + 2 * LINE + (hasColors ? LINE : 0)];
  const layout = layOut({ labels: features, range, around: [8, 8], top, bottom, row: ROW }, size);
  const { xOf, yOf, rowHeight, plot, labels, width, height } = layout;
  const lines = features.map(({ name, attributions, values }, row) => {
    const colors = valueColors(values ?? [], colormap);
    const places = attributions.map(xOf);
    const offsets = swarm(places, DOT, 0.42 * rowHeight);
    const dots = Array.from(
      places,
      (x, at): Dot => ({ x, y: yOf(row) + offsets[at], step: values && colors.stepOf(values[at]) }),
    );
    return element(
      'g',
      { 'data-feature': row },
      element(
        'title',
        {},
        escapeText(`${name}: ${formatNumber(importanceOf(features[row]), 3)} on average, without sign`),
      ),
      text(labels[row], plot[0] - 10, yOf(row) + 4, { anchor: 'end' }),
      dotsToSvg(dots, colors, DOT),
    );
  });
  const zero = { d: `M${xOf(0).toFixed(2)} ${top}V${height - bottom}`, stroke: 'currentColor', 'stroke-opacity': 0.6 };
  return picture(
    { width, height, title, summary: summaryOf(title, features) },
    axis(layout, range, xLabel),
    element('path', zero),
    ...lines,
    hasColors
      ? colorStrip(valueColors([0, 1], colormap), 'value of the feature', plot, height - EDGE, ['low', 'high'])
      : '',
  );
}

function summaryOf(title: string, features: readonly TableFeature[]): string {
  const said = features.map((feature) => `${feature.name}: ${formatNumber(importanceOf(feature), 3)}`);
  return `${title || 'Attributions of all rows'}, mean size: ${said.join('; ')}.`;
}
