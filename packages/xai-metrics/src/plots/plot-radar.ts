import {
  currentOptions,
  EDGE,
  element,
  escapeText,
  inTone,
  lineStyle,
  picture,
  round,
  text,
  textWidth,
  topOf,
  valueError,
} from 'svg-plots';
import type { MetricTable } from '../table/metric-table';
import { checkTable } from './check-table';
import { type MetricPlot, type PlotStyle, spoken, widthOf } from './frame';
import { legendBelow } from './lines';

/** Of a name, at most, and from it to the rim. */
const ROOM = 120;
const GAP = 10;
const NAME = 11;
/** Of a picture's width, and of its radius however wide it is. */
const LEAST = 420;
const MOST = 320;
const RINGS = [0.25, 0.5, 0.75, 1];

/**
 * Draws methods side by side over all metrics: an axis a metric, on which the best mean of the table is at the rim and the worst in the middle, whichever way is better. A
 * method is the line through its places; it has none where its metric is undefined. It shows strengths and weaknesses, not sizes: an axis is stretched by the methods
 * that are there.
 *
 * @throws {ValueError} for what is no table, one of fewer than three metrics, and an option that does not exist
 *
 * @example
 * ```ts
 * const columns = ['Deletion', 'Complexity', 'MPRT'].map((name) => ({ name, category: 'faithfulness', better: 'low' }) as const);
 * const table = new MetricTable(columns, { LRP: { Deletion: [1], Complexity: [3], MPRT: [0] }, random: { Deletion: [2], Complexity: [4], MPRT: [0] } });
 * plotRadar(table).toSVG().startsWith('<svg'); // => true
 * ```
 */
export function plotRadar(table: MetricTable, style: PlotStyle = {}): MetricPlot {
  checkTable(table);
  const { title = '' } = currentOptions(style, ['title'], 'plotRadar');
  const { analyzers, metrics } = table;
  if (metrics.length < 3) {
    const all = metrics.map(({ name }) => name).join(', ');
    throw valueError('table', `of ${all}`, 'one of at least three metrics');
  }
  const axes = metrics.map(({ name, better }) =>
    placesOf(
      analyzers.map((method) => table.summary(method, name).mean),
      better,
    ),
  );
  const labels = metrics.map(({ name, better }) => `${name} ${better === 'low' ? '↓' : '↑'}`);
  const summary = metrics.map(({ name }, axis) => {
    const best = analyzers.filter((_, method) => axes[axis][method] === 1);
    return `${name}: ${best.join(' and ') || 'undefined'} the best`;
  });
  return {
    toSVG(size) {
      const width = widthOf(size, LEAST);
      const radius = radiusBetween(labels, width / 2 - EDGE);
      const [x, y] = [width / 2, topOf(title) + 24 + radius];
      const at = (axis: number, share: number) => {
        const angle = angleOf(axis, metrics.length);
        return { x: x + share * radius * Math.cos(angle), y: y + share * radius * Math.sin(angle) };
      };
      const point = (axis: number, share: number) => `${round(at(axis, share).x)} ${round(at(axis, share).y)}`;
      const all = metrics.map((_, axis) => axis);
      const grid = [
        ...RINGS.map((ring) => `M${all.map((axis) => point(axis, ring)).join('L')}Z`),
        ...all.map((axis) => `M${round(x)} ${round(y)}L${point(axis, 1)}`),
      ].join('');
      const names = labels.map((label, axis) => {
        const { x: left, y: top } = at(axis, 1 + GAP / radius);
        const anchor = isUpright(axis, labels.length) ? 'middle' : left > x ? 'start' : 'end';
        return text(label, left, top + 4, { anchor, size: NAME, room: anchor === 'middle' ? 2 * ROOM : ROOM });
      });
      const lines = analyzers.map((method, index) => {
        const own = all.filter((axis) => Number.isFinite(axes[axis][index]));
        if (own.length === 0) return '';
        const { tone, dash } = lineStyle(index);
        const d = `M${own.map((axis) => point(axis, axes[axis][index])).join('L')}Z`;
        return element(
          'g',
          { ...inTone(tone), 'data-method': method },
          element('title', {}, escapeText(method)),
          element('path', { d, fill: 'none', stroke: 'currentColor', 'stroke-width': 2, ...dash }),
        );
      });
      const legend = legendBelow(analyzers, y + radius + 30, width);
      const frame = { width, height: legend.bottom + EDGE, title, summary: spoken(title, summary.join('; ')) };
      const net = element('path', { d: grid, fill: 'none', stroke: 'currentColor', 'stroke-opacity': 0.15 });
      return picture(frame, net, ...names, ...lines, legend.drawn);
    },
  };
}

/** The first axis is upright; the others follow clockwise. */
function angleOf(axis: number, count: number): number {
  return (2 * Math.PI * axis) / count - Math.PI / 2;
}

function isUpright(axis: number, count: number): boolean {
  return Math.abs(Math.cos(angleOf(axis, count))) < 0.02;
}

/** The largest radius that leaves room for the names at its sides. */
function radiusBetween(labels: readonly string[], half: number): number {
  const sideways = labels.map((label, axis) => {
    if (isUpright(axis, labels.length)) return half - GAP;
    const room = half - Math.min(ROOM, textWidth(label, NAME));
    return room / Math.abs(Math.cos(angleOf(axis, labels.length))) - GAP;
  });
  return Math.min(MOST, ...sideways);
}

/** From 0, the worst of the means, to 1, the best; all 1 where they are the same. */
function placesOf(means: readonly number[], better: 'low' | 'high'): number[] {
  const finite = means.filter(Number.isFinite);
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  const share = (mean: number) => (most === least ? 1 : (mean - least) / (most - least));
  return means.map((mean) => {
    if (!Number.isFinite(mean)) return Number.NaN;
    return better === 'high' || most === least ? share(mean) : 1 - share(mean);
  });
}
