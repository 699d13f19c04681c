export type { Color, Colorscheme, Values } from 'svg-plots';
export type { Rangescale } from './colors/rangescale';
export type { TimeseriesOptions } from './plot-options';
export { type Drawable, plotTimeseries, type TimeseriesPlot } from './plot-timeseries';
export type { SvgOptions } from './svg/layout';
export type { Channels } from './values/read-channels';
