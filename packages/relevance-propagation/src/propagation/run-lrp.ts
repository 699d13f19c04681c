import { type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import type { Attribution } from 'xai-base';
import type { Activations } from './activations';
import type { PassageReport } from './passage-report';
import { RelevanceFlow } from './relevance-flow';
import type { RuledNetwork, RuledNode } from './ruled-network';

/** What a run of LRP starts from, and who watches it. */
export interface RunParts {
  readonly network: RuledNetwork;
  readonly activations: Activations;
  /** The mask of what is explained, from the output. */
  readonly select: (output: Tensor) => Tensor;
  /** The relevance to start from, a new tensor. */
  readonly outputRelevance: (mask: Tensor, output: Tensor) => Tensor;
  /** Hears of the relevance at each layer's output, which stays the flow's. */
  readonly watch?: (node: RuledNode, relevance: Tensor) => void;
  /** Hears of where the relevance of each layer went. */
  readonly report?: (node: RuledNode, report: PassageReport) => void;
}

/** Layer-wise relevance propagation as a pure program of TensorFlow.js ops. */
export function runLRP({ network, activations, select, outputRelevance, watch, report }: RunParts): Attribution {
  const { graph } = network.network;
  const { output } = activations;
  const mask = select(output);
  const flow = new RelevanceFlow({ network, values: activations });
  flow.add(graph.outputs[0], outputRelevance(mask, output));
  for (const node of network.nodes.toReversed()) {
    const relevance = flow.at(node.node.outputs[0]);
    if (relevance) watch?.(node, relevance);
    const passage = flow.pass(node, report !== undefined);
    if (passage) report?.(node, passage);
    activations.free(node);
  }
  return { val: flow.take(activations.inputSlot) ?? zerosLike(activations.input), output, mask };
}
