import {
  type Colormap,
  colorAt,
  colormapTable,
  element,
  formatNumber,
  inTone,
  type Range,
  text,
  textWidth,
  toHex,
  tones,
} from 'svg-plots';

/** From low to high values; apart for all kinds of colour vision, and seen on light and on dark ground. */
export const lowToHigh: Colormap = [
  [43, 140, 222],
  [150, 143, 150],
  [230, 97, 0],
];

/** In so many steps: dots of a step share an element. */
const STEPS = 24;

/** Colours of numbers. */
export interface ValueColors {
  readonly range: Range;
  /** The step of a number, from 0; undefined for NaN. */
  readonly stepOf: (value: number) => number | undefined;
  readonly colorOf: (step: number) => string;
}

/**
 * Colours from the fifth to the ninety-fifth percentile of numbers, so that a few outliers do not take all of them; from the smallest to the largest where
 * these percentiles are the same.
 */
export function valueColors(values: ArrayLike<number>, colormap: Colormap): ValueColors {
  const table = colormapTable(colormap);
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const range: Range = at(0.05) < at(0.95) ? [at(0.05), at(0.95)] : [at(0), at(1)];
  const [low, high] = range;
  return {
    range,
    stepOf(value) {
      if (Number.isNaN(value)) return undefined;
      const share = high > low ? (value - low) / (high - low) : 0.5;
      return Math.round(Math.min(1, Math.max(0, share)) * (STEPS - 1));
    },
    colorOf: (step) => toHex(colorAt(table, step / (STEPS - 1))),
  };
}

/** A dot in pixels, with the step of its colour; without one it is as pale as a missing value. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly step?: number;
}

/** Dots, those of a colour in one element. */
export function dotsToSvg(dots: readonly Dot[], { colorOf }: Pick<ValueColors, 'colorOf'>, size: number): string {
  const places = new Map<number | undefined, string[]>();
  for (const { x, y, step } of dots) {
    const list = places.get(step) ?? [];
    list.push(`M${x.toFixed(1)} ${y.toFixed(1)}h0`);
    places.set(step, list);
  }
  const pen = { 'stroke-width': size, 'stroke-linecap': 'round' };
  return Array.from(places, ([step, list]) =>
    step === undefined
      ? element('path', { d: list.join(''), stroke: 'currentColor', 'stroke-opacity': 0.4, ...pen })
      : element('path', { d: list.join(''), stroke: colorOf(step), 'stroke-opacity': 0.8, ...pen }),
  ).join('');
}

/** How long the strip of colours is. */
const STRIP = 96;

/** What the colours mean: a strip from the low to the high end, with words or numbers at its ends, in the middle of a width. */
export function colorStrip(
  { colorOf, range }: ValueColors,
  name: string,
  [left, right]: readonly [number, number],
  y: number,
  ends: readonly [string, string] = [formatNumber(range[0], 3), formatNumber(range[1], 3)],
): string {
  const [low, high] = ends;
  const words = name ? `${name}: ${low}` : low;
  const [before, after] = [textWidth(words, 11) + 8, textWidth(high, 11) + 8];
  const start = Math.max(left, (left + right - before - STRIP - after) / 2) + before;
  const width = STRIP / STEPS;
  const swatches = Array.from({ length: STEPS }, (_, step) =>
    element('path', {
      d: `M${(start + step * width).toFixed(1)} ${y - 9}h${width + 0.5}v10h-${width + 0.5}z`,
      fill: colorOf(step),
    }),
  );
  return element(
    'g',
    inTone(tones.ink),
    text(words, start - 8, y, { anchor: 'end', size: 11 }),
    ...swatches,
    text(high, start + STRIP + 8, y, { size: 11 }),
  );
}
