import {
  type ColormapTable,
  colorAt,
  darkStyle,
  digitsFor,
  element,
  FONT_FAMILY,
  formatNumber,
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
  const summary = `colours from ${formatNumber(range[0], 3)} to ${formatNumber(range[1], 3)}`;
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

function labelsOf({ range: [low, high], isClipped = [false, false] }: LegendContent): Label[] {
  const digits = Math.max(digitsFor([low, high], high / 2 - low / 2) - 1, 3);
  const ends: Label[] = [
    [`${isClipped[0] ? '≤ ' : ''}${formatNumber(low, digits)}`, 0, 'start'],
    [`${isClipped[1] ? '≥ ' : ''}${formatNumber(high, digits)}`, 1, 'end'],
  ];
  return isCentered([low, high]) && high > 0 ? [ends[0], ['0', 0.5, 'middle'], ends[1]] : ends;
}
