import { max, mul, onesLike, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { arrangeInputs, checkInput, layersModelInputs, TensorBag } from 'xai-base';
import { Composite } from '../composites/composite';
import { GlobalMap } from '../composites/position-maps';
import { connectedTo, placeMask } from '../graph/operator-receptive-field';
import type { LRP } from '../lrp';
import { Activations } from '../propagation/activations';
import { checkLRP } from '../propagation/check-lrp';
import { RelevanceFlow } from '../propagation/relevance-flow';
import { RuledNetwork } from '../propagation/ruled-network';
import { ConnectionRule } from './connection-rule';

/** A part of an input: where it begins and how long it is, along each axis between batch and channels. */
export interface Box {
  readonly begin: number[];
  readonly size: number[];
}

/**
 * The part of an input that one place of a layer sees. Through max pooling it is what the sample's maxima come from.
 *
 * @param lrp the model
 * @param layer the name or the index of the layer
 * @param input one sample, `[1, ..., channels]`
 * @param place the place in the layer's output: an index into its axes between batch and channels, flattened
 * @throws {IndexError} for a place that the layer's output does not have
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const convolution = tfl.layers.conv2d({ filters: 1, kernelSize: 3, inputShape: [5, 5, 1], name: 'conv' });
 * const model = tfl.sequential({ layers: [convolution, tfl.layers.flatten()] });
 * await receptiveField(new LRP(model), 'conv', tf.zeros([1, 5, 5, 1]), 4); // => ({ begin: [1, 1], size: [3, 3] })
 * ```
 */
export async function receptiveField(lrp: LRP, layer: string | number, input: Tensor, place: number): Promise<Box> {
  checkLRP(lrp);
  await checkInput(input);
  const bag = new TensorBag();
  try {
    if (lrp.operators) {
      const { operators } = lrp;
      const seen = bag.add(tidy(() => overChannels(connectedTo(operators, layer, input, place))));
      return boxAround(await seen.data(), input.shape.slice(1, -1));
    }
    const network = connections.get(lrp) ?? connectionsOf(lrp);
    const seen = bag.add(tidy(() => seenBy(network, layer, input, place)));
    return boxAround(await seen.data(), input.shape.slice(1, -1));
  } finally {
    bag.dispose();
  }
}

/** The connections of each model, as a network under a rule of its own. */
const connections = new WeakMap<LRP, RuledNetwork>();

function connectionsOf(lrp: LRP): RuledNetwork {
  const composite = new Composite(new GlobalMap(new ConnectionRule()));
  const network = new RuledNetwork(lrp.network.network.model, composite);
  connections.set(lrp, network);
  return network;
}

/** What a place is connected to, `[...input axes between batch and channels]`. */
function seenBy(network: RuledNetwork, layer: string | number, input: Tensor, place: number): Tensor {
  const activations = new Activations(
    network,
    arrangeInputs(layersModelInputs(network.network.model), input, undefined),
  );
  const node = network.nodeOf(layer);
  const [slot] = node.node.outputs;
  const value = activations.of(slot);
  const flow = new RelevanceFlow({ network, values: activations });
  flow.add(slot, mul(onesLike(value), placeMask(value.shape, place)));
  for (const one of network.nodes.toReversed()) flow.pass(one);
  const seen = flow.take(activations.inputSlot) as Tensor;
  return overChannels(seen);
}

function overChannels(seen: Tensor): Tensor {
  return max(seen, [0, seen.rank - 1]);
}

/** The smallest box around what is not zero. */
function boxAround(values: ArrayLike<number>, shape: readonly number[]): Box {
  const bounds = shape.map((length) => ({ first: length, last: -1 }));
  for (let index = 0; index < values.length; index++) {
    if (values[index] === 0) continue;
    let rest = index;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = rest % shape[axis];
      rest = Math.floor(rest / shape[axis]);
      bounds[axis].first = Math.min(bounds[axis].first, at);
      bounds[axis].last = Math.max(bounds[axis].last, at);
    }
  }
  return {
    begin: bounds.map(({ first }) => first),
    size: bounds.map(({ first, last }) => last - first + 1),
  };
}
