export type { Color, Colorscheme, Values } from 'svg-plots';
export type { TabularOptions } from './plot-options';
export { plotTabular, type TabularPlot } from './plot-tabular';
export type { Bar } from './rank';
export type { SvgOptions } from './svg/layout';
export type { Drawable } from './values/explained-row';
