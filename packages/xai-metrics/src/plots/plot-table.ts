import {
  axisBelow,
  currentOptions,
  drawable,
  EDGE,
  element,
  escapeText,
  formatNumber,
  linearScale,
  picture,
  rangeOf,
  shortenAll,
  text,
  topOf,
  widest,
} from 'svg-plots';
import type { MetricSummary } from '../table/metric-summary';
import type { MetricTable } from '../table/metric-table';
import { checkTable } from './check-table';
import { type MetricPlot, type PlotStyle, spoken, widthOf } from './frame';
import { type Panel, panelsOf } from './panels';

const [HEAD, ROW, AXIS] = [22, 22, 32];
const LEAST_PLOT = 95;
/** So much wider bold digits are. */
const BOLD = 1.1;
/** The share of the width that the methods' names take at most. */
const NAMES = 0.3;

/**
 * Draws a table: a panel a metric, with a row a method, which shows the mean and its confidence interval. The arrow says which way is better; the best mean is bold.
 *
 * @throws {ValueError} for what is no table, or one of no methods or metrics, and an option that does not exist
 *
 * @example
 * ```ts
 * const columns = [{ name: 'Deletion', category: 'faithfulness', better: 'low' }] as const;
 * const table = new MetricTable(columns, { LRP: { Deletion: [1, 3, 2] }, random: { Deletion: [2, 4, 5] } });
 * plotTable(table).toSVG().startsWith('<svg'); // => true
 * ```
 */
export function plotTable(table: MetricTable, style: PlotStyle = {}): MetricPlot {
  checkTable(table);
  const { title = '' } = currentOptions(style, ['title'], 'plotTable');
  const { analyzers } = table;
  const columns = table.metrics.map(({ name, better }) => ({
    name,
    heading: `${name} ${better === 'low' ? '↓' : '↑'}`,
    cells: analyzers.map((analyzer) => table.summary(analyzer, name)),
  }));
  const numbers =
    14 +
    BOLD *
      widest(
        columns.flatMap(({ cells }) => cells.map(numberOf)),
        11,
      );
  const summary = columns.map(({ name, cells }) => {
    const said = cells.map((cell, row) => `${analyzers[row]} ${written(cell)}`);
    return `${name}: ${said.join(', ')}`;
  });
  return {
    toSVG(size) {
      const least = LEAST_PLOT + numbers;
      const width = widthOf(size, (2 * EDGE + 10 + least) / (1 - NAMES));
      const room = Math.min(NAMES * width, widest(analyzers, 12));
      const height = HEAD + analyzers.length * ROW + AXIS;
      const panels = panelsOf(columns.length, { width, margin: room + 10, least, top: topOf(title), height });
      const names = shortenAll(analyzers, room, 12);
      const drawn = columns.map((column, index) => columnAt(panels[index], column, analyzers, numbers));
      const lines = [...new Set(panels.map(({ top }) => top))].flatMap((top) =>
        names.map((name, row) => text(name, EDGE + room, middleOf(top, row) + 4, { anchor: 'end' })),
      );
      const bottom = panels[panels.length - 1].top + height;
      return picture({ width, height: bottom, title, summary: spoken(title, summary.join('; ')) }, ...lines, ...drawn);
    },
  };
}

interface Column {
  readonly heading: string;
  readonly name: string;
  readonly cells: readonly MetricSummary[];
}

function columnAt(
  { left, right, top }: Panel,
  { heading, name, cells }: Column,
  analyzers: readonly string[],
  numbers: number,
): string {
  const ends = cells.flatMap(({ mean, low, high }) => [mean, low, high]).filter(Number.isFinite);
  const range = drawable(ends.length > 0 ? rangeOf(ends) : [0, 1]);
  const plot = [left + 5, right - numbers] as const;
  const xOf = linearScale(range, plot);
  const best = bestOf(cells);
  const rows = cells.map((cell, row) => {
    const y = middleOf(top, row);
    const { mean, count } = cell;
    const [from, to] = [end(xOf(cell.low), plot[0]), end(xOf(cell.high), plot[1])];
    const isDrawn = count > 0 && Number.isFinite(mean);
    const weight = mean === best ? ('bold' as const) : undefined;
    return element(
      'g',
      { 'data-method': analyzers[row], 'data-metric': name },
      element('title', {}, escapeText(`${analyzers[row]}, ${name}: ${written(cell)}`)),
      isDrawn ? element('path', { d: `M${from} ${y}H${to}`, stroke: 'currentColor', 'stroke-width': 1.5 }) : '',
      isDrawn ? element('circle', { cx: xOf(mean), cy: y, r: 4 }) : '',
      text(numberOf(cell), right, y + 4, { anchor: 'end', size: 11, weight }),
    );
  });
  const [above, below] = [top + HEAD, top + HEAD + cells.length * ROW];
  const head = text(heading, left, top + 13, { weight: 'bold', room: right - left });
  return head + (ends.length > 0 ? axisBelow(range, xOf, above, below) : '') + rows.join('');
}

function middleOf(top: number, row: number): number {
  return top + HEAD + (row + 0.5) * ROW;
}

/** Where an interval ends; at the panel's edge, if it does not. */
function end(x: number, edge: number): string {
  return (Number.isFinite(x) ? x : edge).toFixed(2);
}

function bestOf(cells: readonly MetricSummary[]): number {
  const means = cells.map(({ mean }) => mean).filter((mean) => !Number.isNaN(mean));
  return cells[0].better === 'low' ? Math.min(...means) : Math.max(...means);
}

function numberOf({ mean, count }: MetricSummary): string {
  if (count === 0) return 'undefined';
  return Number.isFinite(mean) ? formatNumber(mean, 3) : spelled(mean);
}

function written(cell: MetricSummary): string {
  if (cell.count === 0) return 'undefined';
  const [low, high] = [cell.low, cell.high].map((one) => (Number.isFinite(one) ? formatNumber(one) : spelled(one)));
  const interval = `${numberOf(cell)} [${low}, ${high}]`;
  return cell.undefined > 0 ? `${interval}, ${cell.undefined} undefined` : interval;
}

function spelled(value: number): string {
  if (Number.isNaN(value)) return 'undefined';
  return value > 0 ? '∞' : '−∞';
}
