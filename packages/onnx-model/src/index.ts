export type { CutModel, DifferentiableModel, FeatureMaps } from './reader/differentiable-model';
export { UnsupportedOperatorError, type UnsupportedUse } from './reader/errors';
export type { ReadOptions } from './reader/options';
export { readOnnx } from './reader/read-onnx';
export {
  DisposedModelError,
  ExternalDataError,
  OnnxFileError,
  OnnxRunError,
  RuntimeNotFoundError,
} from './session/errors';
export type { ExternalFiles } from './session/external-data';
export { OnnxModel } from './session/onnx-model';
export type { OnnxModelOptions } from './session/options';
export type { OnnxSource } from './session/read-source';
export type { OnnxRuntime, RuntimeSession, RuntimeTensor, RuntimeValue } from './session/runtime';
export type { ValueInfo } from './session/value-info';
export type { TextModelOptions } from './text/options';
export type { OutputPosition } from './text/output-position';
export { readTokenizer } from './text/read-tokenizer';
export { TextModel } from './text/text-model';
export { readTreeEnsemble } from './trees/read-tree-ensemble';
