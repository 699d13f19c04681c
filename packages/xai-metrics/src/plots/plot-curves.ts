import { axisBelow, currentOptions, text, valueError } from 'svg-plots';
import type { MetricTable } from '../table/metric-table';
import { type AxisBelow, drawCharts } from './charts';
import { checkTable } from './check-table';
import type { MetricPlot, PlotStyle } from './frame';

/**
 * Draws what metrics follow, such as the output while positions are removed: a panel a metric, with the mean curve of each method and the interval around it.
 *
 * @throws {ValueError} for what is no table, or one of no metric that follows a path, and an option that does not exist
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
  const { analyzers } = table;
  const names = table.withCurves.filter((name) => !table.withStages.includes(name));
  if (names.length === 0) {
    const all = table.metrics.map(({ name }) => name).join(', ');
    throw valueError('table', `of ${all}`, 'one of a metric that follows a curve, such as Deletion');
  }
  const charts = names.map((name) => ({ name, curves: analyzers.map((method) => table.curve(method, name)) }));
  const summary = `${names.join(', ')} along the path, of ${analyzers.join(', ')}`;
  return drawCharts(charts, analyzers, { title, summary, axis: alongPath });
}

const alongPath: AxisBelow = {
  height: 48,
  draw: (_, xOf, above, below) =>
    axisBelow([0, 1], xOf, above, below) +
    text('share of the path', (xOf(0) + xOf(1)) / 2, below + 32, { anchor: 'middle', size: 11 }),
};
