export {
  FileError,
  findMethod,
  type Hiding,
  ImageFileError,
  type ImageTensorOptions as ReadImageOptions,
  type InputShape,
  inputShape,
  type Layout,
  type LoadedModel,
  type Method,
  type MethodGroup,
  type MethodOption,
  type MethodSettings,
  type Modality,
  ModelFileError,
  methods,
  modalities,
  type Normalization,
  RecipeError,
  TableFileError,
} from 'xai-recipes';
export { useBackend } from './backend';
export { type BackendName, backendNames } from './backend-names';
export { type EngineName, engineNames } from './engines/engine-names';
export { type Engine, startEngine } from './engines/start-engine';
export { UsageError, WorkerError } from './errors/errors';
export { exitCodes } from './errors/exit-codes';
export { parseNormalization } from './images/normalization';
export { readImage } from './images/read-image';
export { demoDigit, demoModel } from './models/demo-files';
export { loadModel } from './models/load-model';
export { run } from './run';
export type { Surroundings, TextOutput } from './terminal/streams';
