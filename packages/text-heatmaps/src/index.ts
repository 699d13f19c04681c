export { type Clip, type Color, type Colormap, type ColormapTable, colormapNames, type ValueRange } from 'svg-plots';
export { type Colorscheme, type ColorTable, colorschemeNames, type Rangescale } from './deprecated-names';
export type { SvgOptions } from './formats/svg';
export { type DrawableGeneration, type GenerationHeatmap, generationHeatmap } from './generation/generation-heatmap';
export type { MatrixOptions } from './generation/matrix-svg';
export { type Drawable, heatmap } from './heatmap';
export type { HeatmapOptions } from './heatmap-options';
export { TextHeatmap } from './text-heatmap';
export type { Values } from './values/read-values';
