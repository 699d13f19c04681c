import { EDGE, textWidth } from 'svg-plots';

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
