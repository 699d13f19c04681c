import { currentOptions, element, text, valueError } from 'svg-plots';
import type { MetricTable } from '../table/metric-table';
import { type AxisBelow, drawCharts } from './charts';
import { checkTable } from './check-table';
import type { MetricPlot, PlotStyle } from './frame';

/**
 * Draws how explanations change from stage to stage, such as while layers lose their weights one after the other: a panel a metric, with the mean of each method
 * and the interval around it; below it the layer that lost its weights last. A line that stays high is of a method that does not look at what was learned.
 *
 * @throws {ValueError} for what is no table, or one of no metric with stages, and an option that does not exist
 *
 * @example
 * ```ts
 * const columns = [{ name: 'MPRT', category: 'randomisation', better: 'low' }] as const;
 * const moments = { count: 2, mean: [1, 0.2], square: [0, 0.01], stages: ['', 'dense'] };
 * const table = MetricTable.fromJSON({ metrics: columns, scores: { LRP: { MPRT: [0.1, 0.3] } }, curves: { LRP: { MPRT: moments } } });
 * plotStages(table).toSVG().includes('>dense<'); // => true
 * ```
 */
export function plotStages(table: MetricTable, style: PlotStyle = {}): MetricPlot {
  checkTable(table);
  const { title = '' } = currentOptions(style, ['title'], 'plotStages');
  const { analyzers, withStages } = table;
  if (withStages.length === 0) {
    const all = table.metrics.map(({ name }) => name).join(', ');
    throw valueError('table', `of ${all}`, 'one of a metric with stages, such as MPRT');
  }
  const charts = withStages.map((name) => ({ name, curves: analyzers.map((method) => table.curve(method, name)) }));
  const summary = `${withStages.join(', ')} from stage to stage, of ${analyzers.join(', ')}`;
  return drawCharts(charts, analyzers, { title, summary, axis: ofStages });
}

/** Grid lines with the names of the stages, upright, as there may be many. */
const ofStages: AxisBelow = {
  height: 104,
  draw({ curves: [{ places, stages = [] }] }, xOf, above, below) {
    const lines = Array.from(places, (place) => `M${xOf(place).toFixed(2)} ${above}V${below}`).join('');
    const names = Array.from(places, (place, k) => {
      const [x, y] = [xOf(place) + 3.5, below + 8];
      return element(
        'g',
        { transform: `rotate(-90 ${x.toFixed(2)} ${y})` },
        text(stages[k] || 'as trained', x, y, { anchor: 'end', size: 10, room: 90 }),
      );
    });
    return element('path', { d: lines, stroke: 'currentColor', 'stroke-opacity': 0.15 }) + names.join('');
  },
};
