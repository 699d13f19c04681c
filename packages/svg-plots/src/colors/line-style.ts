import type { Tone } from '../svg/tone';

/** Apart for all kinds of colour vision, and readable on light and on dark ground; by M. Okabe and K. Ito. */
const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const dashes = ['', '7 4', '2 3', '9 3 2 3'];

/** How a line among others looks. */
export interface LineStyle {
  readonly tone: Tone;
  /** The attributes of a path. */
  readonly dash: Record<string, string>;
}

/**
 * How one line of several looks, in colours that all kinds of colour vision tell apart: colours first, then dashes.
 *
 * @example
 * ```ts
 * lineStyle(0).tone.light; // => '#0072b2'
 * lineStyle(6).dash; // => { 'stroke-dasharray': '7 4' }
 * ```
 */
export function lineStyle(line: number): LineStyle {
  const color = colors[line % colors.length];
  const dash = dashes[Math.floor(line / colors.length) % dashes.length];
  return { tone: { light: color, dark: color }, dash: dash ? { 'stroke-dasharray': dash } : {} };
}
