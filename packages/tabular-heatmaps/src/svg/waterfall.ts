import {
  digitsFor,
  EDGE,
  element,
  escapeText,
  formatNumber,
  inTone,
  picture,
  rangeOf,
  round,
  text,
  topOf,
  widest,
} from 'svg-plots';
import type { PlotStyle } from '../plot-options';
import type { Named } from '../values/explained-row';
import type { Span, Waterfall } from '../waterfall';
import { REST, signed, signsOf } from './bars';
import { LINE, legend, notesBelow } from './below';
import { axis, joined, type Layout, layOut, type SvgOptions } from './layout';

/** What is drawn. */
export interface DrawnWaterfall extends PlotStyle, Waterfall {
  readonly xLabel: string;
  /** What the model said. */
  readonly output?: Named;
}

const TIP = 6;

/** Arrows that begin where the one below ends, from the base at the bottom to the end on top. */
export function waterfallToSvg(drawn: DrawnWaterfall, size?: SvgOptions): string {
  const { spans, base, end, title, xLabel, tones } = drawn;
  const range = rangeOf([base.value, ...spans.map(({ to }) => to)]);
  const numbers = spans.map(({ value }) => signed(value, true));
  const ends = endsOf(drawn);
  const roomOf = (isNegative: boolean) =>
    widest(
      numbers.filter((_, row) => spans[row].value < 0 === isNegative),
      11,
    );
  const around: [number, number] = [roomOf(true) + 8, Math.max(roomOf(false), widest(ends, 12)) + 8];
  const notes = noteOf(drawn);
  const signs = signsOf(spans);
  const bottom = EDGE + LINE * (2 + notes.length + Math.min(1, signs.length));
  const labels = [end, ...spans, base];
  const layout = layOut({ labels, range, around, top: topOf(title), bottom }, size);
  const last = labels.length - 1;
  return picture(
    { width: layout.width, height: layout.height, title, summary: summary(drawn, numbers, notes) },
    axis(layout, range, xLabel),
    mark(layout, 0, end.value, ends[0]),
    ...spans.map((span, row) => arrow(span, row + 1, numbers[row], layout, drawn)),
    mark(layout, last, base.value, ends[1]),
    connectors(layout, [...spans.map(({ to }) => to), base.value]),
    legend(signs, tones, layout, layout.height - EDGE - LINE * notes.length),
    notesBelow(notes, layout),
  );
}

/** Where the arrows begin or end. */
function mark({ xOf, yOf, rowHeight, plot, labels }: Layout, row: number, value: number, number: string): string {
  const [x, y] = [xOf(value), yOf(row)];
  return element(
    'g',
    { 'font-weight': 'bold' },
    text(labels[row], plot[0] - 10, y + 4, { anchor: 'end' }),
    element('path', {
      d: `M${round(x)} ${round(y - 0.34 * rowHeight)}v${round(0.68 * rowHeight)}`,
      stroke: 'currentColor',
      'stroke-width': 3,
    }),
    text(number, x + 6, y + 4),
  );
}

function arrow(span: Span, row: number, number: string, layout: Layout, { tones }: PlotStyle): string {
  const { xOf, yOf, rowHeight, plot, labels } = layout;
  const [from, to, y] = [xOf(span.from), xOf(span.to), yOf(row)];
  const [top, bottom] = [y - 0.34 * rowHeight, y + 0.34 * rowHeight].map(round);
  const neck = round(to - Math.sign(to - from) * Math.min(TIP, Math.abs(to - from)));
  const d = `M${round(from)} ${top}H${neck}L${round(to)} ${round(y)}L${neck} ${bottom}H${round(from)}Z`;
  const shape = { ...inTone(span.value < 0 ? tones.negative : tones.positive), d, fill: 'currentColor' };
  const [x, anchor] = span.value < 0 ? [to - 4, 'end' as const] : [to + 4, 'start' as const];
  return element(
    'g',
    { 'data-bar': row - 1 },
    element('title', {}, escapeText(`${joined(span)}: ${number}`)),
    text(labels[row], plot[0] - 10, y + 4, { anchor: 'end' }),
    element('path', { ...shape, ...(span.isRest ? { opacity: REST } : {}) }),
    text(number, x, y + 4, { anchor, size: 11 }),
  );
}

/** Dashes from each row to the one below, where they meet. */
function connectors({ xOf, yOf, rowHeight }: Layout, places: readonly number[]): string {
  const d = places.map((place, row) => {
    const [from, to] = [yOf(row) + 0.34 * rowHeight, yOf(row + 1) - 0.34 * rowHeight];
    return `M${round(xOf(place))} ${round(from)}V${round(to)}`;
  });
  return element('path', { d: d.join(''), stroke: 'currentColor', 'stroke-opacity': 0.6, 'stroke-dasharray': '2 2' });
}

function noteOf({ difference, output }: DrawnWaterfall): string[] {
  if (difference === undefined || output === undefined) return [];
  const by = `${formatNumber(Math.abs(difference), 3)} ${difference > 0 ? 'more' : 'less'}`;
  return [`Does not add up: ${output.name} is ${formatNumber(output.value)}, ${by}.`];
}

/** Where it ends and where it begins, with digits enough to see the steps between. */
function endsOf({ spans, base, end }: Waterfall): [end: string, base: string] {
  const step = Math.max(...spans.map(({ value }) => Math.abs(value)));
  const digits = digitsFor([end.value, base.value], step);
  return [formatNumber(end.value, digits), formatNumber(base.value, digits)];
}

function summary({ title, spans, base, end }: DrawnWaterfall, numbers: readonly string[], notes: string[]): string {
  const steps = spans.map((span, row) => `${joined(span)}: ${numbers[row]}`).reverse();
  const [to, from] = endsOf({ spans, base, end });
  const all = [`${base.name} ${from}`, ...steps, `${end.name} ${to}`];
  return [`${title || 'Waterfall'}: ${all.join('; ')}.`, ...notes].join(' ');
}
