import type { Colormap, ValueRange } from 'svg-plots';

/** @deprecated now {@link Colormap}; goes with the next release */
export type Colorscheme = Colormap;

/** @deprecated now {@link ValueRange}; goes with the next release */
export type Rangescale = ValueRange;
