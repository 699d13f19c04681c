import {
  type Clip,
  type Colormap,
  type ColorRange,
  colorAt,
  colormapTable,
  colorRange,
  inTone,
  isCentered,
  isDiverging,
  signTones,
  toHex,
  type ValueRange,
} from 'svg-plots';

/** How values become colours. */
export interface Palette extends Pick<ColorRange, 'range' | 'isClipped'> {
  /** From -1 over 0 to 1 where zero is in the middle, from 0 to 1 where not: of values that share a pixel, the one farthest from 0 is drawn. */
  readonly strength: (value: number) => number;
  /** All shades, as whole numbers, from the low to the high end. */
  readonly shades: readonly number[];
  readonly shadeOf: (strength: number) => number;
  /** The attributes that give an element a shade; nothing for the page's own ground. */
  readonly paint: (shade: number) => Readonly<Record<string, string | number>> | undefined;
  /** Whether the weakest shade is the ground, so that the line is always seen. */
  readonly isFading: boolean;
}

/** What decides the colours. */
export interface PaletteOptions {
  readonly colormap: Colormap;
  readonly range: ValueRange;
  readonly clip: Clip;
}

/** So many shades from 0 to 1: fewer make longer runs of one shade, and smaller pictures. */
const SHADES = 20;

/** The line is still seen on the strongest shade. */
const STRONGEST = 0.7;

/**
 * The colours of some values. In `grays` and in diverging maps the colours of the two signs fade into the page's ground, which is white by day
 * and dark by night; other maps have the colours of their table.
 *
 * @throws {ValueError} for a colour map that is none
 */
export function paletteOf(values: number[], { colormap, range, clip }: PaletteOptions): Palette {
  const table = colormapTable(colormap);
  const found = colorRange(values, range, clip);
  const centered = isCentered(range);
  const strength = (value: number) => (centered ? 2 * found.position(value) - 1 : found.position(value));
  const shadeOf = (one: number) => Math.round(SHADES * one);
  const [first, last] = found.range.map((value) => shadeOf(strength(value)));
  const shades = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const isFading = isDiverging(colormap) || colormap === 'grays' || colormap === 'grays_r';
  const { negative, positive } = signTones(colormap);
  const fading = (shade: number) => {
    const opacity = (STRONGEST * Math.abs(shade)) / SHADES;
    return shade === 0 ? undefined : { ...inTone(shade < 0 ? negative : positive), opacity };
  };
  const full = (shade: number) => {
    const place = shade / SHADES;
    const color = colorAt(table, centered ? (1 + place) / 2 : place);
    return { color: toHex(color), opacity: STRONGEST };
  };
  const { isClipped } = found;
  return { range: found.range, isClipped, strength, shades, shadeOf, paint: isFading ? fading : full, isFading };
}
