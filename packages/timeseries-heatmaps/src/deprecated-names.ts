import type { Colormap, ValueRange } from 'svg-plots';

/**
 * The former name of {@link Colormap}.
 *
 * @deprecated now {@link Colormap}; goes with the next release
 */
export type Colorscheme = Colormap;

/**
 * The former name of {@link ValueRange}.
 *
 * @deprecated now {@link ValueRange}; goes with the next release
 */
export type Rangescale = ValueRange;
