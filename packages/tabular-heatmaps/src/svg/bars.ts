import { EDGE, element, escapeText, formatNumber, inTone, picture, rangeOf, text, topOf, widest } from 'svg-plots';
import type { PlotStyle } from '../plot-options';
import type { Bar } from '../rank';
import { LINE, legend } from './below';
import { axis, joined, layOut, type SvgOptions } from './layout';

/** What is drawn. */
export interface DrawnBars extends PlotStyle {
  readonly bars: readonly Bar[];
  readonly xLabel: string;
}

/** The bar of the other features is paler. */
export const REST = 0.45;

/** Bars to both sides of zero, with their values at their ends. */
export function barsToSvg({ bars, title, xLabel, tones, isSigned }: DrawnBars, size?: SvgOptions): string {
  const range = rangeOf([0, ...bars.map(({ value }) => value)]);
  const numbers = bars.map(({ value }) => signed(value, isSigned));
  const roomOf = (isNegative: boolean) =>
    widest(
      numbers.filter((_, bar) => bars[bar].value < 0 === isNegative),
      11,
    ) + 8;
  const signs = isSigned ? signsOf(bars) : [];
  const around: [number, number] = [range[0] < 0 ? roomOf(true) : 0, roomOf(false)];
  const bottom = EDGE + 2 * LINE + (signs.length > 0 ? LINE : 0);
  const layout = layOut({ labels: bars, range, around, top: topOf(title), bottom }, size);
  const { xOf, yOf, rowHeight, plot, height } = layout;
  const drawn = bars.map(({ value, isRest }, row) => {
    const [from, to] = [xOf(Math.min(0, value)), xOf(Math.max(0, value))];
    const place = { x: from, y: yOf(row) - 0.34 * rowHeight, width: to - from, height: 0.68 * rowHeight };
    const rect = { ...inTone(value < 0 ? tones.negative : tones.positive), ...place, fill: 'currentColor' };
    const [x, anchor] = value < 0 ? [from - 4, 'end' as const] : [to + 4, 'start' as const];
    return element(
      'g',
      { 'data-bar': row },
      element('title', {}, escapeText(`${joined(bars[row])}: ${numbers[row]}`)),
      text(layout.labels[row], plot[0] - 10, yOf(row) + 4, { anchor: 'end' }),
      element('rect', { ...rect, ...(isRest ? { opacity: REST } : {}) }),
      text(numbers[row], x, yOf(row) + 4, { anchor, size: 11 }),
    );
  });
  const zero = {
    d: `M${xOf(0).toFixed(2)} ${yOf(0) - rowHeight / 2}v${rowHeight * bars.length}`,
    stroke: 'currentColor',
  };
  return picture(
    { width: layout.width, height, title, summary: summary(title, bars, numbers) },
    axis(layout, range, xLabel),
    ...drawn,
    element('path', zero),
    legend(signs, tones, layout, height - EDGE),
  );
}

/** A value with its sign, if that says something. */
export function signed(value: number, isSigned: boolean): string {
  return `${isSigned && value > 0 ? '+' : ''}${formatNumber(value, 3)}`;
}

/** Which signs there are. */
export function signsOf(bars: readonly Bar[]): (-1 | 1)[] {
  return ([-1, 1] as const).filter((sign) => bars.some(({ value }) => value * sign > 0));
}

function summary(title: string, bars: readonly Bar[], numbers: readonly string[]): string {
  return `${title || 'Attributions'}: ${bars.map((bar, row) => `${joined(bar)}: ${numbers[row]}`).join('; ')}.`;
}
