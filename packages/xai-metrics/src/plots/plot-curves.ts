import {
  axisBelow,
  axisBeside,
  currentOptions,
  drawable,
  EDGE,
  element,
  escapeText,
  inTone,
  linearScale,
  lineStyle,
  picture,
  rangeOf,
  text,
  topOf,
  valueError,
} from 'svg-plots';
import type { MetricCurve, MetricTable } from '../table/metric-table';
import { checkTable } from './check-table';
import { type MetricPlot, type PlotStyle, spoken, widthOf } from './frame';
import { entriesOf, SWATCH } from './lines';
import { type Panel, panelsOf } from './panels';

const [HEAD, PLOT, AXIS, ENTRY] = [24, 170, 48, 20];
/** Numbers before a panel. */
const NUMBERS = 46;
const LEAST_PANEL = 220;

/**
 * Draws what metrics follow, such as the output while positions are removed: a panel a metric, with the mean curve of each method and the interval around it.
 *
 * @throws {ValueError} for what is no table, or one of no metric that follows a curve, and an option that does not exist
 *
 * @example
 * ```ts
 * const columns = [{ name: 'Deletion', category: 'faithfulness', better: 'low' }] as const;
 * const scores = { LRP: { Deletion: [1, 3] }, random: { Deletion: [2, 4] } };
 * const curves = { LRP: { Deletion: { count: 2, mean: [5, 1, 0], square: [0, 1, 0] } }, random: { Deletion: { count: 2, mean: [5, 3, 0], square: [0, 2, 0] } } };
 * plotCurves(MetricTable.fromJSON({ metrics: columns, scores, curves })).toSVG().startsWith('<svg'); // => true
 * ```
 */
export function plotCurves(table: MetricTable, style: PlotStyle = {}): MetricPlot {
  checkTable(table);
  const { title = '' } = currentOptions(style, ['title'], 'plotCurves');
  const { analyzers, withCurves } = table;
  if (withCurves.length === 0) {
    const names = table.metrics.map(({ name }) => name).join(', ');
    throw valueError('table', `of ${names}`, 'one of a metric that follows a curve, such as Deletion');
  }
  const charts = withCurves.map((name) => ({ name, curves: analyzers.map((method) => table.curve(method, name)) }));
  const summary = `${withCurves.join(', ')} along the path, of ${analyzers.join(', ')}`;
  return {
    toSVG(size) {
      const width = widthOf(size, 2 * EDGE + LEAST_PANEL);
      const height = HEAD + PLOT + AXIS;
      const panels = panelsOf(charts.length, { width, margin: 0, least: LEAST_PANEL, top: topOf(title), height });
      const drawn = charts.map(({ name, curves }, index) => chartAt(panels[index], name, curves, analyzers));
      const below = panels[panels.length - 1].top + height;
      const entries = entriesOf(analyzers, width);
      const legend = entries.map(({ x, line }, method) =>
        entryAt(x, below + (line + 0.5) * ENTRY, analyzers[method], method, width),
      );
      const bottom = below + (entries[entries.length - 1].line + 1) * ENTRY + EDGE;
      return picture({ width, height: bottom, title, summary: spoken(title, summary) }, ...drawn, ...legend);
    },
  };
}

function chartAt(
  { left, right, top }: Panel,
  name: string,
  curves: readonly MetricCurve[],
  methods: readonly string[],
): string {
  const drawnCurves = curves.flatMap((curve) => (curve.count > 0 ? [...curve.mean, ...curve.low, ...curve.high] : []));
  const range = drawable(rangeOf([0, ...drawnCurves.filter(Number.isFinite)]));
  const [above, below] = [top + HEAD, top + HEAD + PLOT];
  const xOf = linearScale([0, 1], [left + NUMBERS, right - 8]);
  const yOf = linearScale(range, [below, above]);
  const point = (x: number, y: number) => `${xOf(x).toFixed(2)} ${yOf(y).toFixed(2)}`;
  const lines = curves.map(({ places, mean, low, high, count }, method) => {
    if (count === 0 || !mean.every(Number.isFinite)) return '';
    const { tone, dash } = lineStyle(method);
    const upper = Array.from(places, (place, k) => point(place, high[k]));
    const lower = Array.from(places, (place, k) => point(place, low[k])).reverse();
    const middle = Array.from(places, (place, k) => point(place, mean[k]));
    const hasInterval = low.every(Number.isFinite) && high.every(Number.isFinite);
    const band = { d: `M${[...upper, ...lower].join('L')}Z`, fill: 'currentColor', 'fill-opacity': 0.14 };
    const line = { d: `M${middle.join('L')}`, fill: 'none', stroke: 'currentColor', 'stroke-width': 2, ...dash };
    return element(
      'g',
      { ...inTone(tone), 'data-method': methods[method], 'data-metric': name },
      element('title', {}, escapeText(methods[method])),
      hasInterval ? element('path', band) : '',
      element('path', line),
    );
  });
  const middle = (xOf(0) + xOf(1)) / 2;
  return [
    text(name, left, top + 13, { weight: 'bold', room: right - left }),
    axisBeside(range, yOf, xOf(0), xOf(1)),
    axisBelow([0, 1], xOf, above, below),
    text('share of the path', middle, below + 32, { anchor: 'middle', size: 11 }),
    ...lines,
  ].join('');
}

function entryAt(x: number, y: number, name: string, method: number, width: number): string {
  const { tone, dash } = lineStyle(method);
  const line = { d: `M${x} ${y}h${SWATCH}`, stroke: 'currentColor', 'stroke-width': 2, ...dash };
  return element('path', { ...inTone(tone), ...line }) + text(name, x + SWATCH + 6, y + 4, { room: width / 2 });
}
