export { type Clip, type Color, type Colormap, colormapNames, type ValueRange, type Values } from 'svg-plots';
export type { Colorscheme, Rangescale } from './deprecated-names';
export type { TimeseriesOptions } from './plot-options';
export { type Drawable, plotTimeseries, type TimeseriesPlot } from './plot-timeseries';
export type { Extent, Places, SvgOptions } from './svg/layout';
export type { Channels } from './values/read-channels';
