import { EDGE, formatNumber, picture, rangeOf } from 'svg-plots';
import type { TableStyle } from '../table-options';
import type { TableFeature } from '../tables/explained-table';
import type { SvgOptions } from './layout';
import { layOutPanel } from './panel';
import { colorStrip, type Dot, dotsToSvg, valueColors } from './value-colors';

/** What is drawn. */
export interface DrawnDependence extends TableStyle {
  readonly feature: TableFeature & { readonly values: Float64Array };
  /** Whose values colour the dots. */
  readonly colorBy?: TableFeature;
  readonly yLabel: string;
}

const DOT = 5;

/** A dot for each row of the table where the feature is known: its value to the right, its attribution upwards. */
export function dependenceToSvg(
  { feature, colorBy, title, yLabel, colormap }: DrawnDependence,
  size?: SvgOptions,
): string {
  const { values, attributions, name } = feature;
  const known = Array.from(values.keys()).filter((row) => Number.isFinite(values[row]));
  const content = {
    title,
    xRange: rangeOf(known.map((row) => values[row])),
    yRange: rangeOf(known.map((row) => attributions[row])),
    xLabel: name,
    yLabel,
    lines: colorBy ? 1 : 0,
  };
  const panel = layOutPanel(content, size);
  const colors = valueColors(colorBy?.values ?? [], colormap);
  const dots = known.map(
    (row): Dot => ({
      x: panel.xOf(values[row]),
      y: panel.yOf(attributions[row]),
      step: colorBy ? colors.stepOf(colorBy.values![row]) : 0,
    }),
  );
  const [low, high] = content.yRange.map((value) => formatNumber(value, 3));
  const by = colorBy ? `, coloured by ${colorBy.name}` : '';
  return picture(
    {
      width: panel.width,
      height: panel.height,
      title,
      summary: `${title || yLabel}: ${known.length} rows from ${low} to ${high} by ${name}${by}.`,
    },
    panel.axes,
    dotsToSvg(dots, colors, DOT),
    colorBy ? colorStrip(colors, colorBy.name, panel.plot, panel.height - EDGE) : '',
  );
}
