import type { Colormap } from 'svg-plots';

/**
 * The former name of {@link Colormap}.
 *
 * @deprecated now {@link Colormap}; goes with the next release
 */
export type Colorscheme = Colormap;
