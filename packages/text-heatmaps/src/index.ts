export type { Color } from 'svg-plots';
export type { ColorTable } from './colors/color';
export { type Colorscheme, colorschemeNames } from './colors/colorschemes';
export type { Rangescale } from './colors/rangescale';
export type { SvgOptions } from './formats/svg';
export { type Drawable, heatmap } from './heatmap';
export type { HeatmapOptions } from './heatmap-options';
export { TextHeatmap } from './text-heatmap';
export type { Values } from './values/read-values';
