import { EDGE, element, escapeText, formatNumber, picture, rangeOf, text, topOf } from 'svg-plots';
import type { TableStyle } from '../table-options';
import type { TableFeature } from '../tables/explained-table';
import { LINE } from './below';
import { axis, layOut, type SvgOptions } from './layout';
import { colorStrip, valueColors } from './value-colors';

/** What is drawn. */
export interface DrawnDecisions extends TableStyle {
  /** From top to bottom. */
  readonly features: readonly TableFeature[];
  /** Where each row's line begins. */
  readonly bases: readonly number[];
  readonly xLabel: string;
  /** Rows that stand out; the others are pale. */
  readonly highlight?: readonly number[];
}

const ROW = 30;
/** So much ink all lines together have, in lines that are not transparent. */
const INK = 40;

/** A line for each row of the table: from its base at the bottom, moved by the attribution of one feature after the other, to the output on top. */
export function decisionToSvg(drawn: DrawnDecisions, size?: SvgOptions): string {
  const { features, bases, title, xLabel, colormap, highlight } = drawn;
  const paths = bases.map((base, row) => pathOf(base, row, features));
  const range = rangeOf(paths.flat());
  const [top, bottom] = [topOf(title), EDGE + 3 * LINE];
  const layout = layOut({ labels: features, range, around: [8, 8], top, bottom, row: ROW }, size);
  const { xOf, yOf, rowHeight, plot, labels, width, height } = layout;
  const ends = paths.map((path) => path[path.length - 1]);
  const colors = valueColors(ends, colormap);
  const usualOpacity = Math.max(0.08, Math.min(0.9, INK / paths.length));
  const lines = paths.map((path, row) => {
    const points = path.map(
      (place, step) => `${xOf(place).toFixed(1)} ${(yOf(features.length - 1 - step) + rowHeight / 2).toFixed(1)}`,
    );
    const isHigh = highlight?.includes(row);
    const look = {
      stroke: colors.colorOf(colors.stepOf(ends[row]) ?? 0),
      'stroke-width': isHigh ? 2.5 : 1.2,
      'stroke-opacity': highlight ? (isHigh ? 1 : usualOpacity / 2) : usualOpacity,
    };
    return element(
      'g',
      { 'data-row': row },
      element('title', {}, escapeText(`row ${row}: from ${formatNumber(path[0])} to ${formatNumber(ends[row])}`)),
      element('path', { d: `M${points.join('L')}`, fill: 'none', 'stroke-linejoin': 'round', ...look }),
    );
  });
  const order = highlight
    ? [...lines.keys()].sort((a, b) => Number(highlight.includes(a)) - Number(highlight.includes(b)))
    : [...lines.keys()];
  const summary = `${title || 'Decisions'}: ${bases.length} rows, from ${formatNumber(Math.min(...bases))} to between ${formatNumber(Math.min(...ends))} and ${formatNumber(Math.max(...ends))}; by ${features.map(({ name }) => name).join(', ')}.`;
  return picture(
    { width, height, title, summary },
    axis(layout, range, xLabel),
    ...labels.map((label, row) => text(label, plot[0] - 10, yOf(row) + 4, { anchor: 'end' })),
    ...order.map((row) => lines[row]),
    colorStrip(colors, 'ends at', plot, height - EDGE),
  );
}

/** From the base, and after each feature from the bottom up. */
function pathOf(base: number, row: number, features: readonly TableFeature[]): number[] {
  const path = [base];
  for (const { attributions } of features.toReversed()) path.push(path[path.length - 1] + attributions[row]);
  return path;
}
