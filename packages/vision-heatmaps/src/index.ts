export {
  type Clip,
  type Color,
  type Colormap,
  type ColormapTable,
  colorAt,
  colormapNames,
  colormapTable,
  hexColors,
  registerColormap,
  type ValueRange,
} from 'svg-plots';
export { type Drawable, heatmap } from './heatmap';
export type { HeatmapOptions, PresetOptions } from './heatmap-options';
export { drawOnCanvas, toImageData } from './images/canvas';
export type { HeatmapImage, Legend } from './images/heatmap-image';
export type { Background } from './images/images-below';
export type { Grid } from './images/resample';
export { type ResizeMethod, resize, resizeGrid } from './images/resize';
export { createImage, type RGBAImage } from './images/rgba-image';
export { type AnsiOptions, toAnsi } from './images/to-ansi';
export { type ImageRange, toImages } from './images/to-images';
export { toPng } from './images/to-png';
export { Pipeline } from './pipeline';
export { presetPipeline } from './preset-pipeline';
export { type HeadSheetOptions, headSheet } from './sheet/head-sheet';
export { type Sheet, sheet } from './sheet/sheet';
export type { Colorbar, SheetOptions } from './sheet/sheet-options';
export { AbsSumReduction } from './transforms/abs-sum-reduction';
export { AlphaOverlay } from './transforms/alpha-overlay';
export { CenteredColormap } from './transforms/centered-colormap';
export { ColormapTransform } from './transforms/colormap-transform';
export { DropDims } from './transforms/drop-dims';
export { ExtremaColormap } from './transforms/extrema-colormap';
export { FlipImage } from './transforms/flip-image';
export { MaxAbsReduction } from './transforms/max-abs-reduction';
export { NormReduction } from './transforms/norm-reduction';
export { PercentileClip } from './transforms/percentile-clip';
export { PermuteDims } from './transforms/permute-dims';
export { RangeColormap } from './transforms/range-colormap';
export { Reduction } from './transforms/reduction';
export { ResizeToImage } from './transforms/resize-to-image';
export { SumAbsReduction } from './transforms/sum-abs-reduction';
export { SumReduction } from './transforms/sum-reduction';
export type { Context, Drawing, Transform } from './transforms/transform';
export { ValueTransform } from './transforms/value-transform';
export { type MapPlacement, mapPlacement } from './values/map-placement';
export type { ColorRange, Values } from './values/values';
