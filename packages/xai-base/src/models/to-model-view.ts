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
 * The one way in which methods see every form of model; of the same model, the same view.
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
  const known = (isObject(model) && views.get(model)) || [];
  const [own] = known.filter((one) => one.check === check);
  if (own && own.ends === endsOf(model)) return own.view;
  const view = viewOf(model, check);
  views.set(model, [...known.filter((one) => one !== own), { check, ends: endsOf(model), view }]);
  return view;
}

/** A model as it was seen. */
interface Seen {
  readonly check: OutputCheck;
  readonly ends: string;
  readonly view: ModelView;
}

/** The views of models that were asked for: an executor knows by them what it has compiled for one method, or one metric, and has it for the next. */
const views = new WeakMap<object, readonly Seen[]>();

/** Where a model begins and ends: a sequential one is another model when a layer is added. */
function endsOf(model: Model): string {
  if (!isLayersModel(model)) return '';
  return [...model.inputs, ...model.outputs].map(({ id }) => id).join();
}

function isObject(value: unknown): value is object {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

function viewOf(model: Model, check: OutputCheck): ModelView {
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
