import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { LayersModelLike } from 'xai-base';
import { checkLayersModel } from '../propagation/check-layers-model';
import { Network } from '../propagation/network';
import { type Blueprint, blueprintOf } from './blueprint';
import { finalSoftmax, isSoftmax, keepsValues } from './final-softmax';
import { rebuild } from './rebuild';

/**
 * A copy of a model without the softmax at its end: its outputs are the logits. A model without one is copied as it is.
 *
 * @param model a tfjs-layers model; it stays as it is
 * @throws {ModelError} for a model that has no layers
 * @returns a model with weights of its own: `dispose()` it
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const layer = tfl.layers.dense({ units: 2, inputShape: [2], activation: 'softmax', useBias: false });
 * const model = tfl.sequential({ layers: [layer] });
 * model.setWeights([tf.tensor2d([[1, 0], [0, 1]])]);
 * const logits = stripSoftmax(model);
 * logits.predict(tf.tensor2d([[3, 5]])); // => [[3, 5]]
 * logits.dispose();
 * ```
 */
export function stripSoftmax(model: LayersModelLike): LayersModel {
  checkLayersModel(model);
  const network = new Network(model);
  const last = finalSoftmax(network);
  if (!last) return rebuild(network.graph, new Map());
  const { node, steps } = last;
  const isAllThereIs = steps.every((step) => isSoftmax(step) || keepsValues(step));
  return rebuild(network.graph, new Map([[node, isAllThereIs ? [] : [linear(blueprintOf(node.layer))]]]));
}

type Described = Pick<Blueprint, 'className' | 'config'>;

/** The layer, or the one that a wrapper holds, without an activation. */
function linear<Layer extends Described>(blueprint: Layer): Layer {
  const { config } = blueprint;
  const inner = config.layer as Described | undefined;
  return { ...blueprint, config: { ...config, ...(inner ? { layer: linear(inner) } : { activation: 'linear' }) } };
}
