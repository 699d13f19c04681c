import { EDGE, element, inTone, lineStyle, text, textWidth } from 'svg-plots';

/** How long the line of an entry is. */
const SWATCH = 22;
const ENTRY = 20;

/** A legend of methods below a picture's drawings, line by line as far as there is room. */
export function legendBelow(
  methods: readonly string[],
  top: number,
  width: number,
): { readonly drawn: string; readonly bottom: number } {
  let [x, line] = [EDGE, 0];
  const entries = methods.map((name, method) => {
    const room = Math.min(textWidth(name, 12), width / 2) + SWATCH + 22;
    if (x > EDGE && x + room > width - EDGE) [x, line] = [EDGE, line + 1];
    const drawn = entryAt(x, top + (line + 0.5) * ENTRY, name, method, width);
    x += room;
    return drawn;
  });
  return { drawn: entries.join(''), bottom: top + (line + 1) * ENTRY };
}

function entryAt(x: number, y: number, name: string, method: number, width: number): string {
  const { tone, dash } = lineStyle(method);
  const line = { d: `M${x} ${y}h${SWATCH}`, stroke: 'currentColor', 'stroke-width': 2, ...dash };
  return element('path', { ...inTone(tone), ...line }) + text(name, x + SWATCH + 6, y + 4, { room: width / 2 });
}
