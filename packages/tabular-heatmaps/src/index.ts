export { type Color, type Colormap, colormapNames, type Values } from 'svg-plots';
export type { Colorscheme } from './deprecated-names';
export type { TabularOptions } from './plot-options';
export { plotTabular, type TabularPlot } from './plot-tabular';
export type { Bar } from './rank';
export type { SvgOptions } from './svg/layout';
export type { Drawable } from './values/explained-row';
