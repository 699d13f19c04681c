import { ModelError } from '../errors';
import { isLayersModel } from '../layers/layers-model-like';
import { describeValue } from '../messages/describe-value';
import { checkOutput, type OutputCheck } from './check-output';
import { functionView } from './function-view';
import { graphModelView, isGraphModel } from './graph-model-view';
import { layersModelView } from './layers-model-view';
import type { Model } from './model';
import type { ModelView } from './model-view';
import { isOwnGradientModel, ownGradientView } from './own-gradient-view';

/**
 * The one way in which methods see every form of model.
 *
 * @param model a function, a tfjs-layers `LayersModel`, a tfjs `GraphModel`, or an object with its own gradients
 * @param check what it must return: one tensor by default, whose axes of length 1 are left out; {@link checkClasses} for `[batch, classes]`,
 * {@link checkFeatures} for the first part of a model
 * @throws {ModelError} when it is none of these
 *
 * @example
 * ```ts
 * const view = toModelView((x: tf.Tensor) => tf.sum(x, 1, true));
 * await view.predict(tf.tensor2d([[1, 2]])); // => [[3]]
 * ```
 */
export function toModelView(model: Model, check: OutputCheck = checkOutput): ModelView {
  if (isLayersModel(model)) return layersModelView(model, check);
  if (isGraphModel(model)) return graphModelView(model, check);
  if (isOwnGradientModel(model)) return ownGradientView(model, check);
  if (typeof model === 'function') return functionView(model, check);
  const expected =
    'a function (input) => output, a LayersModel, a GraphModel, or an object with predict and gradient; is a promise of one not awaited?';
  throw new ModelError(`model is ${describeValue(model)}; expected ${expected}`, {
    argument: 'model',
    value: model,
    expected,
  });
}
