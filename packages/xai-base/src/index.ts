export { analyze } from './analyze';
export { Analyzer } from './analyzer';
export { checkInput } from './check-input';
export { type Differentiated, differentiate, explainFailure } from './differentiate';
export * from './errors';
export { chosenExecutor, compiles, useExecutor } from './execution/chosen-executor';
export { eagerExecutor } from './execution/eager-executor';
export type { Executor, ExecutorScope, Program } from './execution/executor';
export { forEachBatch } from './execution/for-each-batch';
export { inExecutorScope } from './execution/in-executor-scope';
export { isOutOfMemory } from './execution/out-of-memory';
export { compilesModel, type MadeInputs, type Predict, predictorOf } from './execution/predictor';
export { type RowsAtOnce, rowsAtOnce } from './execution/rows-at-once';
export { TensorBag } from './execution/tensor-bag';
export { valuesOf } from './execution/values-of';
export { yieldToEventLoop } from './execution/yield-to-event-loop';
export {
  Explanation,
  type ExplanationExtras,
  type ExplanationParts,
  type HeatmapKind,
  heatmapKinds,
} from './explanation';
export type { FeatureSelector } from './features/feature-selector';
export { IndexedFeatures } from './features/indexed-features';
export { TopNFeatures } from './features/top-n-features';
export { firstNotFinite } from './first-not-finite';
export { checkFurtherInputs, type FurtherInputs, inputsOfSamples, newInputs } from './further-inputs/further-inputs';
export { JoinedInputs, type ModelOfSeveral } from './further-inputs/joined-inputs';
export { type Evaluator, LayerGraph, type Split, type Visitor } from './layers/layer-graph';
export type { LayerNode } from './layers/layer-node';
export {
  isLayersModel,
  type LayerLike,
  type LayersModelLike,
  type SymbolicTensorLike,
} from './layers/layers-model-like';
export { checkKeys } from './messages/check-keys';
export { describeValue } from './messages/describe-value';
export { nearest } from './messages/nearest';
export { printable } from './messages/printable';
export { wrongValue } from './messages/wrong-value';
export { type ArrangedInputs, arrangeInputs, explainedInput, type ModelInput } from './models/arrange-inputs';
export { bindInputs } from './models/bind-inputs';
export { checkClasses, checkFeatures, classesOf, type OutputCheck } from './models/check-output';
export { checkSample } from './models/check-sample';
export { asynchronousModel } from './models/graph-model-view';
export { batchesOf, inBatches, joinBatches } from './models/in-batches';
export { layersModelInputs } from './models/layers-model-view';
export type { GraphModelLike, Model, ModelFunction, OwnGradientModel } from './models/model';
export type { ModelView } from './models/model-view';
export { toModelView } from './models/to-model-view';
export { changedWeights } from './models/weights/changed-weights';
export type { ModelWeights, OwnWeightsModel, WeightChange } from './models/weights/model-weights';
export { weightsOf } from './models/weights/weights-of';
export { explainWrongType } from './models/wrong-type';
export {
  type AnalyzeOptions,
  analyzeOptionNames,
  checkOptions,
  checkPositiveInteger,
  type Progress,
  sharedOptions,
  throwIfAborted,
} from './options';
export { checkPatchGrid, type PatchGrid, patchGrid } from './patch-grid';
export {
  type Background,
  checkBackground,
  type References,
  referencesOf,
  type WeightedRows,
} from './perturbation/background';
export { Blocks, type BlocksOptions } from './perturbation/blocks';
export { type Blur, blurred } from './perturbation/blurred';
export { channelMeans } from './perturbation/channel-means';
export { Columns, type ColumnsOptions } from './perturbation/columns';
export {
  checkPerturbation,
  describeFeatures,
  type Features,
  type Mixture,
  type Perturbation,
  type Row,
  rowArrays,
  type Sample,
} from './perturbation/features';
export { GroupedFeatures, type GroupedFeaturesParts } from './perturbation/grouped-features';
export { impute } from './perturbation/impute';
export { Pixels } from './perturbation/pixels';
export { TimeSegments, type TimeSegmentsOptions } from './perturbation/time-segments';
export { fromPlain, type PlainExplanation, toPlain } from './plain/plain-explanation';
export { isPlainTensor, type PlainTensor } from './plain/plain-tensor';
export { type Attribution, ProgramAnalyzer } from './program-analyzer';
export { RandomStream } from './random/random-stream';
export { shuffle } from './random/shuffle';
export { cellAt, checkReceptiveField, type ReceptiveField } from './receptive-field/receptive-field';
export { type Traced, traceReceptiveField } from './receptive-field/trace-receptive-field';
export { IndexSelector } from './selectors/index-selector';
export { maskOf } from './selectors/mask-of';
export { MaskSelector } from './selectors/mask-selector';
export { MaxActivationSelector } from './selectors/max-activation-selector';
export { type OutputSelector, sliceSelector } from './selectors/output-selector';
export { PathSelector } from './selectors/path-selector';
export { RegionSelector } from './selectors/region-selector';
export { selectedIndices } from './selectors/selected-indices';
export { selectedValues } from './selectors/selected-values';
export { type OutputSelection, toSelector } from './selectors/to-selector';
export { WeightedSelector } from './selectors/weighted-selector';
export { deserialize, deserializePlain } from './serialization/deserialize';
export { serialize } from './serialization/serialize';
export { settledInput } from './settled-input';
export { sizeOf } from './size-of';
export { type EncodedText, encodeText } from './text/encode-text';
export type { Span, TokenKind } from './text/span';
export type {
  EmbeddedText,
  EmbedOptions,
  PredictTextOptions,
  ReadableTextModel,
  TokenIds,
  TokenReference,
} from './text/text-model';
export { type SpecialTokens, specialTokensOf, type TextEncoding, type TextTokenizer } from './text/text-tokenizer';
export { tokenSpans } from './text/token-spans';
export { type TokenWord, wordsOfTokens } from './text/token-words';
export { type FlatTree, flatTrees } from './trees/flat-trees';
export { goesTrue } from './trees/goes-true';
export { rawScores } from './trees/raw-scores';
export { decide } from './trees/relations';
export {
  type BranchMode,
  isLeaf,
  type ScoreTransform,
  type TreeBranch,
  type TreeEnsemble,
  type TreeLeaf,
  type TreeNode,
} from './trees/tree-ensemble';
export { type TreeModel, treeModel } from './trees/tree-model';
