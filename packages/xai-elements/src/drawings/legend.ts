import {
  type ColormapTable,
  colorAt,
  darkStyle,
  element,
  FONT_FAMILY,
  formatRange,
  inTone,
  isCentered,
  text,
  toHex,
  tones,
} from 'svg-plots';

/** What a bar of colours says. */
export interface LegendContent {
  readonly colormap: ColormapTable;
  readonly range: readonly [low: number, high: number];
  readonly isClipped?: readonly [below: boolean, above: boolean];
}

const [WIDTH, BAR, HEIGHT, EDGE, STEPS] = [240, 10, 30, 8, 64];

/** The colours from the low to the high end with the numbers that they stand for; ends that values lie beyond say so. */
export function legend(content: LegendContent, x = 0, y = 0): string {
  const { colormap, range } = content;
  const width = WIDTH - 2 * EDGE;
  const step = width / STEPS;
  const bar = Array.from({ length: STEPS }, (_, at) => {
    const fill = toHex(colorAt(colormap, at / (STEPS - 1)));
    return element('rect', { x: x + EDGE + at * step, y, width: step + 0.5, height: BAR, fill });
  });
  const numbers = labelsOf(content).map(([label, place, anchor]) =>
    text(label, x + EDGE + place * width, y + BAR + 14, { anchor, size: 11 }),
  );
  const frame = { x: x + EDGE, y, width, height: BAR, fill: 'none', stroke: 'currentColor', 'stroke-opacity': 0.3 };
  const [low, high] = formatRange(range);
  const summary = `colours from ${low} to ${high}`;
  return element(
    'g',
    { ...inTone(tones.ink), fill: 'currentColor', role: 'img', 'aria-label': summary },
    ...bar,
    element('rect', frame),
    ...numbers,
  );
}

/** The bar alone. */
export function legendSvg(content: LegendContent): string {
  return picture(WIDTH, HEIGHT, legend(content));
}

/** A picture above its legend. */
export function withLegend(drawn: string, width: number, height: number, content?: LegendContent): string {
  const below = content ? legend(content, 0, height + 8) : '';
  return picture(Math.max(width, content ? WIDTH : 0), height + (content ? HEIGHT + 8 : 0), drawn + below);
}

function picture(width: number, height: number, drawn: string): string {
  const frame = { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}` };
  return element('svg', { ...frame, 'font-family': FONT_FAMILY, 'font-size': 12 }, darkStyle(), drawn);
}

type Label = readonly [label: string, place: number, anchor: 'start' | 'middle' | 'end'];

function labelsOf({ range, isClipped = [false, false] }: LegendContent): Label[] {
  const [lowEnd, highEnd] = formatRange(range);
  const ends: Label[] = [
    [`${isClipped[0] ? '≤ ' : ''}${lowEnd}`, 0, 'start'],
    [`${isClipped[1] ? '≥ ' : ''}${highEnd}`, 1, 'end'],
  ];
  return isCentered(range) && range[1] > 0 ? [ends[0], ['0', 0.5, 'middle'], ends[1]] : ends;
}
