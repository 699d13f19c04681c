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
import type { LoadedModel, LoadedOnnx } from '../models/loaded-model';
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
 * The analyzer of a method for a model. Of texts, methods that need gradients explain the embedding of the words.
 *
 * @throws {NoGradientError} for a method that needs gradients or layers, when the model of an ONNX file has none
 *
 * @example
 * ```ts
 * const files = await folderFiles('../xai-cli/models/lenet');
 * const loaded = await loadModel(files, { source: 'model.json' });
 * const [bag, background] = [new TensorBag(), tf.zeros([1, 28, 28, 1])];
 * const settings = { background, sample: [28, 28, 1], contrast: 1, bag };
 * const analyzer = analyzerFor(findMethod('LRP'), { loaded, modality: 'image', settings });
 * analyzer.name; // => 'LRP'
 * bag.dispose();
 * background.dispose();
 * await loaded.model.dispose();
 * ```
 */
export function analyzerFor(
  method: Method,
  { loaded, modality, settings, executor }: Task,
): Analyzer<ReferenceOptions> {
  const model = loaded.model as Model;
  if (method.needs === 'any model') return method.create(executor ? evaluatedBy(executor, loaded) : model, settings);
  const reason = loaded.format === 'onnx' && missing(method, loaded);
  if (reason) {
    throw new NoGradientError(`${method.name} needs ${method.needs}. ${reason.message}`, {
      argument: 'method',
      value: method.name,
      cause: reason,
    });
  }
  if (modality !== 'text' || method.needs === 'layers') return method.create(model, settings);
  if (isLayersModel(model)) return new TokenAttribution(model, (embedded) => method.create(embedded, settings));
  const expected = 'a layers-model, or a method that only calls the model, such as KernelSHAP';
  throw new ModelError(`${method.name} of a text looks at the embedding of its words; expected ${expected}.`, {
    argument: 'model',
    expected,
  });
}

/** Why a model of an ONNX file lacks what a method needs. */
function missing({ needs }: Method, { withoutLayers, withoutGradients }: LoadedOnnx): Error | undefined {
  return needs === 'layers' ? withoutLayers : withoutGradients;
}

/** The model, run as a program. */
function evaluatedBy(executor: Executor, loaded: LoadedModel): Model {
  if (loaded.format === 'onnx' && loaded.withoutGradients) return loaded.model as Model;
  const view = toModelView(loaded.model as Model);
  const program = (input: Tensor) => [view.forward(input)];
  return async (input: Tensor) => {
    const [output] = await executor.run(program, [input]);
    return output;
  };
}
