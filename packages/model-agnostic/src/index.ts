export { KernelSHAP, type KernelSHAPSettings } from './kernelshap/kernel-shap';
export type { Link } from './kernelshap/link';
export type { Selection } from './kernelshap/select-features';
export { Columns, type ColumnsOptions } from './perturbation/columns';
export type { Features, Perturbation, Row, Sample } from './perturbation/features';
export { GroupedFeatures, type GroupedFeaturesParts } from './perturbation/grouped-features';
export { Pixels } from './perturbation/pixels';
export type { Background, References, WeightedRows } from './perturbation/references';
export { type HideBy, Superpixels, type SuperpixelsOptions } from './perturbation/superpixels';
export { TimeSegments, type TimeSegmentsOptions } from './perturbation/time-segments';
export {
  type HostValues,
  PerturbationAnalyzer,
  type SampleAttribution,
  type SampleTask,
  type SharedSettings,
} from './perturbation-analyzer';
export { countMasks } from './rise/masks/count-masks';
export { gridMasks } from './rise/masks/grid-masks';
export type { MaskDrawer, MaskRequest, MaskSource } from './rise/masks/mask-source';
export { type TimeMaskKind, timeMasks } from './rise/masks/time-masks';
export { RISE, type RISESettings } from './rise/rise';
export { gridSegments } from './segmentation/grid-segments';
export type { ImageValues, Segmenter } from './segmentation/segmenter';
