import type { Tensor } from '@tensorflow/tfjs-core';
import { type ReferenceOptions, TokenAttribution } from 'explainable-ai';
import {
  type Analyzer,
  type Executor,
  isLayersModel,
  type Model,
  ModelError,
  NoGradientError,
  toModelView,
} from 'xai-base';
import type { Modality } from '../inputs/modality';
import type { LoadedModel } from '../models/loaded-model';
import type { Method, MethodSettings } from './method';

/** What a method explains, and by what. */
export interface Task {
  readonly loaded: LoadedModel;
  readonly modality: Modality;
  readonly settings: MethodSettings;
  /** Evaluates the model for methods that only call it. */
  readonly executor?: Executor;
}

/**
 * The analyzer of a method for a model. Of texts, methods that need gradients explain the embedding of the words; class activation maps and CRP look at
 * the last feature maps, of a model that is cut there.
 *
 * @throws {NoGradientError} for a method that needs gradients or feature maps, when the model of an ONNX file has none
 * @throws {ModelError} for a method that needs trees, when the model is no ensemble of these
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/lenet');
 * const loaded = await loadModel(files, { source: 'model.json' });
 * const [bag, background] = [new TensorBag(), tf.zeros([1, 28, 28, 1])];
 * const settings = { background, sample: [28, 28, 1], contrast: 1, bag };
 * const analyzer = await analyzerFor(findMethod('LRP'), { loaded, modality: 'image', settings });
 * analyzer.name; // => 'LRP'
 * bag.dispose();
 * background.dispose();
 * await loaded.model.dispose();
 * ```
 */
export async function analyzerFor(method: Method, task: Task): Promise<Analyzer<ReferenceOptions>> {
  const { loaded, modality, executor } = task;
  const model = loaded.model as Model;
  if (method.needs === 'trees')
    return method.create((await treesOf(method, loaded)) as unknown as Model, task.settings);
  if (method.needs === 'any model')
    return method.create(executor ? evaluatedBy(executor, loaded) : model, task.settings);
  checkGradients(method, loaded);
  const settings = withFeatureMaps(method, task);
  if (modality !== 'text' || (method.readsIds && isLayersModel(model))) return method.create(model, settings);
  if (isLayersModel(model)) return new TokenAttribution(model, (embedded) => method.create(embedded, settings));
  throw withoutEmbedding(method, loaded);
}

/** Of a model whose embedding is not known: that of an ONNX file is found for texts that its own tokenizer reads. */
function withoutEmbedding({ name }: Method, { format }: LoadedModel): ModelError {
  const known = format === 'onnx' ? 'the tokenizer.json of the model as recipe.input.tokenizer' : 'a layers-model';
  const expected = `${known}, or a method that only calls the model, such as KernelSHAP`;
  const message = `${name} of a text looks at the embedding of its words; expected ${expected}.`;
  return new ModelError(message, { argument: 'model', expected });
}

/** What makes the analyzer of a method for a model like that of a task, such as one with other weights. */
export function makerFor(method: Method, task: Task): (model: Model) => Analyzer<ReferenceOptions> {
  const settings = method.needs === 'any model' ? task.settings : withFeatureMaps(method, task);
  return (model) => method.create(model, settings);
}

/** @throws {NoGradientError} when onnxruntime alone runs the model */
function checkGradients({ name, needs }: Method, loaded: LoadedModel): void {
  const reason = loaded.format === 'onnx' && loaded.withoutGradients;
  if (!reason) return;
  throw new NoGradientError(`${name} needs ${needs}. ${reason.message}`, {
    argument: 'method',
    value: name,
    cause: reason,
  });
}

async function treesOf({ name }: Method, loaded: LoadedModel) {
  if (loaded.format === 'onnx' && loaded.trees) return loaded.trees();
  const expected = 'an ONNX file of a random forest or of boosted trees';
  throw new ModelError(`${name} needs an ensemble of trees, which the model is not; expected ${expected}.`, {
    argument: 'model',
    expected,
  });
}

/** What looks at feature maps of a model of ops is told which. */
function withFeatureMaps(method: Method, { loaded, settings }: Task): MethodSettings {
  const featureMaps = 'featureMaps' in loaded ? loaded.featureMaps : undefined;
  const inner = settings.of ?? method.of;
  const looks = [method, inner].some((one) => one?.options.some(({ name }) => name === 'layer'));
  if (!featureMaps || !looks || settings.layer !== undefined) return settings;
  const layer = featureMaps.at(-1);
  if (layer !== undefined) return { ...settings, layer };
  const expected = 'a convolutional model, or the name of a value of its graph as recipe.method.layer';
  throw new ModelError(`The graph has no feature maps with a space; expected ${expected}.`, {
    argument: 'model',
    expected,
  });
}

/** The model, run as a program. */
function evaluatedBy(executor: Executor, loaded: LoadedModel): Model {
  if (loaded.format === 'onnx' && loaded.withoutGradients) return loaded.model as Model;
  const view = toModelView(loaded.model as Model);
  const program = (input: Tensor) => [view.forward(input)];
  let isProgram = true; // unless it has control flow that is known only when it runs
  return async (input: Tensor) => {
    try {
      if (isProgram) return (await executor.run(program, [input]))[0];
    } catch (error) {
      if (!(error instanceof NoGradientError)) throw error;
      isProgram = false;
    }
    return view.predict(input);
  };
}
