import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { LayersModelLike } from 'xai-base';
import { Network } from '../propagation/network';
import { finalSoftmax } from './final-softmax';
import { blueprintOf, rebuild } from './rebuild';

/**
 * A copy of a model without the softmax at its end: its outputs are the logits. A model without one is copied as it is.
 *
 * @param model a tfjs-layers model; it stays as it is
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
  const network = new Network(model);
  const last = finalSoftmax(network);
  if (!last) return rebuild(network.graph, new Map());
  const { node, steps } = last;
  const { config, ...rest } = blueprintOf(node.layer);
  const edit = steps.length > 1 ? [{ ...rest, config: { ...config, activation: 'linear' } }] : [];
  return rebuild(network.graph, new Map([[node, edit]]));
}
