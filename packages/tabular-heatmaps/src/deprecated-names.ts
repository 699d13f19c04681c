import type { Colormap } from 'svg-plots';

/** @deprecated now {@link Colormap}; goes with the next release */
export type Colorscheme = Colormap;
