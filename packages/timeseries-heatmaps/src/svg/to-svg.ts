import { currentOptions, darkStyle, element, FONT_FAMILY, inTone, text, tones, widest } from 'svg-plots';
import { colorBar } from './color-bar';
import { columnsOf, type Point } from './columns';
import type { DrawnSeries } from './drawn-series';
import { betweenMargins, type Extent, type Places, type SvgOptions, stackPanels } from './layout';
import { panel, type ValueAxis, valueAxis } from './panel';
import { bands, segments } from './shades';
import { summary } from './summary';
import { type TimeAxis, timeAxis } from './time-axis';

const FONT = {
  'font-family': FONT_FAMILY,
  'font-size': 12,
  direction: 'ltr',
};
const EDGE = 12;

/** The series as a picture. */
export function toSvg(drawn: DrawnSeries, size?: SvgOptions): string {
  const { lines, featureNames: names, title, xLabel, yLabel } = drawn;
  const { width, height, x, panels, axes, bar } = placeAll(drawn, size);
  const ends: Extent = [panels[0][0], panels[panels.length - 1][1]];
  const time = timeAxis(drawn.times, x);
  const ink = [
    text(title, x[0], EDGE + 10, { size: 14, weight: 'bold', room: width - x[0] - EDGE }),
    ...names.map((name, channel) => text(name, x[0], panels[channel][0] - 6, { room: x[1] - x[0] })),
    ...lines.map((_, channel) => drawChannel(drawn, channel, time, axes[channel], x, panels[channel])),
    time.draw(ends[1]),
    text(xLabel, (x[0] + x[1]) / 2, height - EDGE, { anchor: 'middle', room: x[1] - x[0] }),
    text(yLabel, EDGE + 10, (ends[0] + ends[1]) / 2, { anchor: 'middle', upwards: true, room: ends[1] - ends[0] }),
    bar.draw(x[1] + 14, ends),
  ];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      ...FONT,
      role: 'img',
      'aria-label': summary(drawn),
    },
    darkStyle(),
    element('rect', { ...inTone(tones.ground), fill: 'currentColor', width, height }),
    element('g', { ...inTone(tones.ink), fill: 'currentColor' }, ...ink),
  );
}

/** Where the time steps and the channels are in that picture. */
export function placesOf(drawn: DrawnSeries, size?: SvgOptions): Places {
  const { width, height, x, panels } = placeAll(drawn, size);
  return { width, height, edges: timeAxis(drawn.times, x).edges, panels };
}

function placeAll({ lines, featureNames: names, title, xLabel, yLabel, ...drawn }: DrawnSeries, size: SvgOptions = {}) {
  const { width = 600, height: wanted } = currentOptions(size, ['width', 'height'], 'toSVG');
  const hasNames = names.some((name) => name !== '');
  const [top, bottom] = [EDGE + (title ? 22 : 0), EDGE + 20 + (xLabel ? 18 : 0)];
  const { height, panels } = stackPanels({ channels: lines.length, hasNames, top, bottom }, wanted);
  const axes = lines.map((line, channel) => valueAxis(line, panels[channel]));
  const labels = axes.flatMap((axis) => axis.labels);
  const bar = colorBar(drawn.palette, drawn.colorLabel);
  const x = betweenMargins(width, EDGE + (yLabel ? 18 : 0) + widest(labels, 11) + 6, 14 + bar.width + EDGE);
  return { width, height, x, panels, axes, bar };
}

/** The panel of a channel: its shades, and the line on top. */
function drawChannel(
  drawn: DrawnSeries,
  channel: number,
  time: TimeAxis,
  axis: ValueAxis,
  x: Extent,
  y: Extent,
): string {
  const points = drawn.lines[channel].map((value, step): Point => [time.xOf(drawn.times[step]), axis.yOf(value)]);
  const { palette } = drawn;
  const strengths = (drawn.values[channel] ?? drawn.values[0]).map(palette.strength);
  const columns = columnsOf(points, strengths, time.edges);
  const shades = drawn.style === 'bands' ? bands(columns, y, palette) : segments(columns, palette);
  return panel({ columns, axis, x, y, shades, hasHalo: !palette.isFading });
}
