import { formatNumber } from '../numbers/format-number';
import type { Range } from '../numbers/linear-scale';
import { ticks } from '../numbers/ticks';
import { element } from './element';
import { text } from './text';

/**
 * Grid lines over a panel with their numbers below.
 *
 * @param xOf from a value to its place, in pixels
 *
 * @example
 * ```ts
 * const xOf = linearScale([0, 1], [40, 140]);
 * axisBelow([0, 1], xOf, 10, 60).includes('M90.00 10.00V60.00'); // => true
 * ```
 */
export function axisBelow(range: Range, xOf: (value: number) => number, top: number, bottom: number): string {
  const marks = ticks(range, Math.max(1, Math.abs(xOf(range[1]) - xOf(range[0])) / 50));
  const lines = marks.map((mark) => `M${xOf(mark).toFixed(2)} ${top.toFixed(2)}V${bottom.toFixed(2)}`).join('');
  const numbers = marks.map((mark) => text(formatNumber(mark), xOf(mark), bottom + 14, { anchor: 'middle', size: 10 }));
  return grid(lines) + numbers.join('');
}

/**
 * Grid lines across a panel with their numbers before it.
 *
 * @param yOf from a value to its place, in pixels
 *
 * @example
 * ```ts
 * const yOf = linearScale([0, 1], [60, 10]);
 * axisBeside([0, 1], yOf, 40, 140).includes('M40.00 60.00H140.00'); // => true
 * ```
 */
export function axisBeside(range: Range, yOf: (value: number) => number, left: number, right: number): string {
  const marks = ticks(range, 6);
  const lines = marks.map((mark) => `M${left.toFixed(2)} ${yOf(mark).toFixed(2)}H${right.toFixed(2)}`).join('');
  const numbers = marks.map((mark) => text(formatNumber(mark), left - 5, yOf(mark) + 3.5, { anchor: 'end', size: 10 }));
  return grid(lines) + numbers.join('');
}

function grid(d: string): string {
  return element('path', { d, stroke: 'currentColor', 'stroke-opacity': 0.15 });
}
