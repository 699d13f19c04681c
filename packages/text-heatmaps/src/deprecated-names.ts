import { type Colormap, type ColormapTable, colormapNames, type ValueRange } from 'svg-plots';

/** @deprecated now {@link Colormap}; goes with the next release */
export type Colorscheme = Colormap;

/** @deprecated now {@link ColormapTable}; goes with the next release */
export type ColorTable = ColormapTable;

/** @deprecated now {@link ValueRange}; goes with the next release */
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
