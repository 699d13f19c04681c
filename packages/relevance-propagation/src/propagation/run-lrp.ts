import { type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import type { Attribution } from 'xai-base';
import type { RelevanceDivision } from '../rules/linear-propagation';
import { Activations } from './activations';
import { RelevanceFlow } from './relevance-flow';
import type { RuledNetwork, RuledNode } from './ruled-network';

/** What a run of LRP starts from, and who watches it. */
export interface RunParts {
  readonly network: RuledNetwork;
  readonly input: Tensor;
  readonly parameters: readonly Tensor[];
  /** The mask of what is explained, from the output. */
  readonly select: (output: Tensor) => Tensor;
  /** The relevance to start from, a new tensor. */
  readonly outputRelevance: (mask: Tensor, output: Tensor) => Tensor;
  /** Hears of the relevance at each layer's output, which stays the flow's. What it returns hears of the layer's divisions. */
  readonly watch?: (node: RuledNode, relevance: Tensor) => ((division: RelevanceDivision) => void) | undefined;
}

/** Layer-wise relevance propagation as a pure program of TensorFlow.js ops. */
export function runLRP({ network, input, parameters, select, outputRelevance, watch }: RunParts): Attribution {
  const { graph } = network.network;
  const activations = new Activations(network.network, input);
  const { output } = activations;
  const mask = select(output);
  const flow = new RelevanceFlow({ network, value: (slot) => activations.of(slot), parameters });
  flow.add(graph.outputs[0], outputRelevance(mask, output));
  for (const node of network.nodes.toReversed()) {
    const relevance = flow.at(node.node.outputs[0]);
    if (relevance) flow.pass(node, watch?.(node, relevance));
    activations.free(node);
  }
  return { val: flow.take(graph.inputs[0]) ?? zerosLike(input), output, mask };
}
