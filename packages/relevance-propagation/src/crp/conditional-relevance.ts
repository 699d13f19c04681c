import { add, dispose, slice, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import type { FeatureSelector } from 'xai-base';
import type { Activations } from '../propagation/activations';
import { RelevanceFlow } from '../propagation/relevance-flow';
import { RepeatedActivations } from '../propagation/repeated-activations';
import type { RuledNetwork, RuledNode } from '../propagation/ruled-network';
import { featureMasks, maskEach, maskTogether } from './feature-masks';

/** What conditional propagation starts from. */
export interface ConditionalParts {
  readonly network: RuledNetwork;
  readonly activations: Activations;
  /** The relevance at the output. */
  readonly relevance: Tensor;
}

/** A layer, and which of its features keep their relevance. */
export interface Condition {
  readonly node: RuledNode;
  readonly features: FeatureSelector;
}

/** The relevance of the input, or of a lower layer, through one feature at a time. */
export interface FeatureRelevances {
  /** `[features * batch, ...]`, a tensor for some features each. */
  readonly parts: readonly Tensor[];
  /** The features, `[batch, features]`. */
  readonly indices: Tensor;
}

/**
 * Passes relevance down to a layer, masks it to one feature at a time, and passes it on to the input: for several
 * features at once. A pure program of TensorFlow.js ops.
 *
 * @param featuresAtOnce how many features share a pass
 * @param target the slot of a lower layer's output to stop at; the input's by default
 */
export function featureRelevances(
  parts: ConditionalParts,
  { node, features }: Condition,
  featuresAtOnce: number,
  target = parts.activations.inputSlot,
): FeatureRelevances {
  const { network, activations } = parts;
  const nodes = network.nodes.toReversed();
  const below = nodes.slice(nodes.indexOf(node));
  const [slot] = node.node.outputs;
  const relevance = relevanceAt(parts, node);
  const indices = features.select(relevance);
  const masks = featureMasks(indices, relevance.shape[relevance.rank - 1]);
  const [count, batch, channels] = masks.shape;
  const results: Tensor[] = [];
  for (let first = 0; first < count; first += featuresAtOnce) {
    const size = Math.min(featuresAtOnce, count - first);
    const repeated = new RepeatedActivations(activations, size);
    const flow = new RelevanceFlow({ network, values: repeated });
    flow.add(slot, maskEach(relevance, slice(masks, [first, 0, 0], [size, batch, channels])));
    for (const one of below) {
      if (one.node.outputs.includes(target)) break;
      flow.pass(one);
      repeated.free(one);
    }
    results.push(flow.take(target) ?? zerosLike(repeated.of(target)));
  }
  dispose([relevance, masks]);
  return { parts: results, indices };
}

/** The relevance of a layer's output: what flows there from the model's output. */
export function relevanceAt({ network, activations, relevance }: ConditionalParts, node: RuledNode): Tensor {
  const flow = new RelevanceFlow({ network, values: activations });
  flow.add(network.network.graph.outputs[0], relevance);
  for (const one of network.nodes.toReversed()) {
    if (one === node) break;
    flow.pass(one);
    activations.free(one);
  }
  const [slot] = node.node.outputs;
  return flow.take(slot) ?? zerosLike(activations.of(slot));
}

/**
 * Passes relevance to the input, masked at several layers to some of their features. What reaches the input without
 * passing one of the layers does not count.
 *
 * @returns shaped like the input
 */
export function jointRelevance(parts: ConditionalParts, conditions: readonly Condition[]): Tensor {
  const { network, activations, relevance } = parts;
  const { graph } = network.network;
  const free = new RelevanceFlow({ network, values: activations });
  const conditional = new RelevanceFlow({ network, values: activations });
  free.add(graph.outputs[0], relevance);
  let ahead = conditions.length;
  for (const node of network.nodes.toReversed()) {
    const [slot] = node.node.outputs;
    const condition = conditions.find((one) => one.node === node);
    if (condition) {
      ahead--;
      const arrived = [free.take(slot), conditional.take(slot)].filter((one) => one !== undefined);
      if (arrived.length > 0) conditional.add(slot, masked(arrived, condition.features));
    }
    if (ahead > 0) free.pass(node);
    conditional.pass(node);
    activations.free(node);
  }
  return conditional.take(activations.inputSlot) ?? zerosLike(activations.input);
}

function masked(arrived: Tensor[], features: FeatureSelector): Tensor {
  const relevance = arrived.reduce((total, one) => add(total, one));
  const masks = featureMasks(features.select(relevance), relevance.shape[relevance.rank - 1]);
  return maskTogether(relevance, masks);
}
