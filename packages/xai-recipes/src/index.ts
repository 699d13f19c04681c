export { FileError, ImageFileError, ModelFileError, RecipeError, TableFileError } from './errors/errors';
export { withFile } from './errors/file-failure';
export { listNames } from './errors/list-names';
export { beside } from './files/beside';
export { decodeText } from './files/decode-text';
export { droppedFiles } from './files/dropped-files';
export type { Files } from './files/files';
export { heldFiles } from './files/held-files';
export { memoryFiles } from './files/memory-files';
export { urlFiles } from './files/url-files';
export { type Described, describedBy } from './guess/described-by';
export { guessModality } from './guess/guess-modality';
export { guessRecipe } from './guess/guess-recipe';
export { imageKinds } from './inputs/images/image-kinds';
export { type ImageTensorOptions, imageTensor } from './inputs/images/image-tensor';
export type { Normalization } from './inputs/images/normalization';
export type { DecodeImage, Pixels } from './inputs/images/pixels';
export { readImage } from './inputs/images/read-image';
export type { FileItem, Item, PixelsItem, TextItem, ValuesItem } from './inputs/item';
export { type Modality, modalities } from './inputs/modality';
export { type DecimalMark, decimalOf } from './inputs/numbers/decimal-of';
export { short } from './inputs/numbers/short';
export type { CsvFile } from './inputs/tables/read-csv';
export { readRows } from './inputs/tables/read-rows';
export { type KnownLabels, knownNames } from './labels/known-names';
export { analyzerFor, type Task } from './methods/analyzer-for';
export type { Hiding, Method, MethodGroup, MethodSettings, Need } from './methods/method';
export { methodFor } from './methods/method-for';
export type { MethodOption, OptionKind } from './methods/method-option';
export { methodOptions } from './methods/method-options';
export { findMethod, groupTitles, methods, registerMethod } from './methods/methods';
export { ruleNames } from './methods/rules';
export { usualMethod } from './methods/usual-method';
export { describeModel, type LayerDescription, type ModelDescription } from './models/describe-model';
export type { End } from './models/end';
export { isOnnx } from './models/format-of';
export { type InputShape, inputShape } from './models/input-shape';
export { loadModel } from './models/load-model';
export { isRunNatively, type LoadOptions } from './models/load-onnx';
export { loadTextModel } from './models/load-text-model';
export type { LoadedGraph, LoadedLayers, LoadedModel, LoadedOnnx, LoadedText } from './models/loaded-model';
export { type Meta, readMeta, type VocabularyMeta } from './models/meta';
export { weightFiles } from './models/model-files';
export { type OpenOptions, open } from './models/open';
export type { InputMeaning, InputOutline, ModelOutline, OutputMeaning, OutputOutline } from './models/outline';
export { indexOf, pathOf } from './models/output-path';
export { type Overridden, resolvedMeta } from './models/resolved-meta';
export { type Shape, shapeText } from './models/shape';
export { type Trial, tryMethods, type Verdict } from './models/try-methods';
export { colorbarOf } from './pictures/colorbars';
export type { Caption, Drawing, PixelDrawing, VectorDrawing } from './pictures/drawing';
export { legend } from './pictures/legend';
export type { Shown } from './pictures/shown';
export { compose, type LineStyle, line, type Placed, sizeOf } from './pictures/svg';
export type { About } from './prepare/about';
export type { ConceptReference, ReferenceSearch } from './prepare/concept-references';
export type { ExplainOptions } from './prepare/explain-options';
export type { JudgedMethod } from './prepare/judged-method';
export { type JudgedTask, judgedMethods } from './prepare/judged-methods';
export type { LayerRule } from './prepare/layer-rules';
export { type PrepareOptions, prepare } from './prepare/prepare';
export { Prepared } from './prepare/prepared';
export type { PreparedParts } from './prepare/prepared-parts';
export type { Place, Selected, SelectedSum } from './prepare/selection';
export type { NumberArray } from './readers/arrays/number-array';
export { readNpy } from './readers/arrays/read-npy';
export { readNpz } from './readers/arrays/read-npz';
export { exportCommand } from './readers/export-command';
export { readKeras } from './readers/keras/read-keras';
export { monoAt } from './readers/sound/mono-at';
export { readWav } from './readers/sound/read-wav';
export type { Sound } from './readers/sound/sound';
export { checkRecipe } from './recipe/check-recipe';
export { type EngineName, engineNames } from './recipe/engine-names';
export { fieldOf, withField } from './recipe/fields';
export type {
  ImageRecipe,
  InputRecipe,
  MissingRecipe,
  SeriesRecipe,
  TableRecipe,
  TextRecipe,
  VocabularyRecipe,
} from './recipe/input-recipe';
export {
  type Filling,
  type Layout,
  layouts,
  type ModelFormat,
  type ModelRecipe,
  modelFormats,
} from './recipe/model-recipe';
export { type Preset, type PresetName, presets } from './recipe/presets';
export type {
  ComparisonRecipe,
  MethodRecipe,
  OutputRecipe,
  Recipe,
  SelectionRecipe,
  SummaryRecipe,
} from './recipe/recipe';
export { repeatable } from './recipe/repeatable';
export { type Explainer, explainShard, type Shard, type ShardResult } from './runs/explain-shard';
export { type BrokenEntry, type ExplainedEntry, type IndexEntry, isExplained } from './runs/index-entry';
export { joinExplanations } from './runs/join-explanations';
export type { RunItem } from './runs/run-item';
