import { type Colormap, type ColormapTable, colormapNames, type ValueRange } from 'svg-plots';

/**
 * The former name of {@link Colormap}.
 *
 * @deprecated now {@link Colormap}; goes with the next release
 */
export type Colorscheme = Colormap;

/**
 * The former name of {@link ColormapTable}.
 *
 * @deprecated now {@link ColormapTable}; goes with the next release
 */
export type ColorTable = ColormapTable;

/**
 * The former name of {@link ValueRange}.
 *
 * @deprecated now {@link ValueRange}; goes with the next release
 */
export type Rangescale = ValueRange;

/**
 * The names of the colour maps.
 *
 * @deprecated now {@link colormapNames}; goes with the next release
 *
 * @example
 * ```ts
 * colorschemeNames().includes('seismic'); // => true
 * ```
 */
export function colorschemeNames(): string[] {
  return colormapNames();
}
