import { EDGE, type Tone, textWidth } from 'svg-plots';

/** Apart for all kinds of colour vision, and readable on light and on dark ground; by M. Okabe and K. Ito. */
const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];
const dashes = ['', '7 4', '2 3', '9 3 2 3'];

/** How the line of a method looks: colours first, then dashes. */
export function lineOf(method: number): { readonly tone: Tone; readonly dash: Record<string, string> } {
  const color = colors[method % colors.length];
  const dash = dashes[Math.floor(method / colors.length) % dashes.length];
  return { tone: { light: color, dark: color }, dash: dash ? { 'stroke-dasharray': dash } : {} };
}

/** Where the entries of a legend begin, line by line as far as there is room. */
export function entriesOf(names: readonly string[], width: number): { readonly x: number; readonly line: number }[] {
  let [x, line] = [EDGE, 0];
  return names.map((name) => {
    const room = Math.min(textWidth(name, 12), width / 2) + SWATCH + 22;
    if (x > EDGE && x + room > width - EDGE) [x, line] = [EDGE, line + 1];
    const place = { x, line };
    x += room;
    return place;
  });
}

/** How long the line in a legend is. */
export const SWATCH = 22;
