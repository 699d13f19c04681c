export {
  analyze,
  type Background,
  Blocks,
  type BlocksOptions,
  Columns,
  type ColumnsOptions,
  type Features,
  GroupedFeatures,
  type GroupedFeaturesParts,
  type Perturbation,
  Pixels,
  type References,
  type Row,
  type Sample,
  TimeSegments,
  type TimeSegmentsOptions,
  type WeightedRows,
} from 'xai-base';
export type { TextModel, TokenModel } from './deprecated-names';
export { explainImage, type ImageArrays, type ImageOptions } from './explain/explain-image';
export type { ExplainOptions, LabelOptions, MethodSettings } from './explain/explain-outputs';
export { explainTabular, type Table, type TabularOptions } from './explain/explain-tabular';
export { explainText, type TextOptions } from './explain/explain-text';
export { explainTimeseries, type TimeseriesOptions } from './explain/explain-timeseries';
export type { Fill } from './explain/fill-values';
export { GeneratedText } from './generation/generated-text';
export type { ContinuationOptions, GenerationOptions } from './generation/generation-options';
export { KernelSHAP } from './kernelshap/kernel-shap';
export type { KernelSHAPSettings } from './kernelshap/kernel-shap-settings';
export type { Link } from './kernelshap/link';
export type { Selection } from './kernelshap/select-features';
export { type SummarizeOptions, summarize } from './kernelshap/summarize';
export type { Distance, DistanceFunction } from './lime/distances';
export { dynamicTimeWarping } from './lime/dynamic-time-warping';
export { LIME } from './lime/lime';
export type { LIMESettings } from './lime/lime-settings';
export type { Discretizer } from './lime/neighbors/discretizer';
export type { MaskSampling } from './lime/neighbors/masked-neighbors';
export type { CategoryNames } from './lime/neighbors/names';
export type { NeighborSource, Neighbors } from './lime/neighbors/neighbors';
export { fitSurrogate, type Surrogate, type SurrogateSettings } from './lime/surrogate/fit-surrogate';
export type { FeatureSelection } from './lime/surrogate/select';
export type { WeightedData } from './lime/surrogate/weighted-moments';
export type { ModelSource, OnnxSource } from './onnx-file';
export { type HideBy, Superpixels, type SuperpixelsOptions } from './perturbation/superpixels';
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
export { RISE } from './rise/rise';
export type { RISESettings } from './rise/rise-settings';
export { type FelzenszwalbOptions, felzenszwalb } from './segmentation/felzenszwalb';
export { gridSegments } from './segmentation/grid-segments';
export { type QuickshiftOptions, quickshift } from './segmentation/quickshift';
export { type SegmentMaskOptions, segmentMask } from './segmentation/segment-mask';
export type { ImageValues, Segmenter } from './segmentation/segmenter';
export { type SlicOptions, slic } from './segmentation/slic';
export {
  accumulatedLocalEffects,
  type LocalEffectOptions,
  type LocalEffects,
} from './tables/accumulated-local-effects';
export { type DependenceOptions, type PartialDependence, partialDependence } from './tables/partial-dependence';
export {
  type Metric,
  type PermutationImportance,
  type PermutationOptions,
  permutationImportance,
} from './tables/permutation-importance';
export { type HuggingFaceTokenizer, huggingFaceTokenizer } from './text/hugging-face-tokenizer';
export { patternTokenizer } from './text/pattern-tokenizer';
export type { TextFunction, TextOutputs, TokenFunction } from './text/text-function';
export { type TextPresenceOptions, textPresence } from './text/text-presence';
export { replaceTokens, type Tokenizer } from './text/tokenizer';
export { wordTokenizer } from './text/word-tokenizer';
export type { AnalyzerFactory, EmbeddingMethod } from './tokens/other-methods';
export { type TextUnit, textUnits } from './tokens/text-units';
export { unitExplanation } from './tokens/token-explanation';
export type { EmbeddingOptions, HidingOptions, TokenOptions } from './tokens/token-options';
export { type PresenceOptions, type TokenPresence, tokenPresence } from './tokens/token-presence';
