import { ModelError } from '../../errors';
import { isLayersModel } from '../../layers/layers-model-like';
import { describeValue } from '../../messages/describe-value';
import { isGraphModel } from '../graph-model-view';
import type { Model } from '../model';
import { graphModelWeights } from './graph-model-weights';
import { layersModelWeights } from './layers-model-weights';
import type { ModelWeights, OwnWeightsModel } from './model-weights';

/**
 * The weights of a model, to be changed for a while: what tests need that ask whether an explanation depends on what was learned.
 *
 * @param model a tfjs-layers `LayersModel`, a tfjs `GraphModel`, or one that brings a way to its weights, as those of `readOnnx` do
 * @throws {ModelError} when the weights are out of reach, as those of a plain function are
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const layer = tfl.layers.dense({ units: 1, inputShape: [2], name: 'only', useBias: false });
 * const model = tfl.sequential({ layers: [layer] });
 * const weights = await weightsOf(model);
 * weights.names; // => ['only']
 * const ones = (_name: string, own: readonly tf.Tensor[]) => own.map((tensor) => tf.onesLike(tensor));
 * await weights.under(ones, async () => model.predict(tf.tensor2d([[3, 4]]))); // => [[7]]
 * ```
 */
export async function weightsOf(model: Model): Promise<ModelWeights> {
  const own = model as Partial<OwnWeightsModel>;
  if (typeof own?.readWeights === 'function') return own.readWeights();
  if (isLayersModel(model)) return layersModelWeights(model);
  if (isGraphModel(model)) return graphModelWeights(model);
  const expected = 'a LayersModel, a GraphModel, a model of readOnnx, or one with readWeights()';
  const message = `The weights of the model, ${describeValue(model)}, are out of reach; expected ${expected}.`;
  throw new ModelError(message, { argument: 'model', value: model, expected });
}
