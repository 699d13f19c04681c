import type { Network, NetworkNode } from '../propagation/network';
import { ActivationStep } from '../steps/activation-step';
import { RoutingStep } from '../steps/routing-step';

/** The node that ends a model in a softmax, if one does; layers that only move values may follow it. */
export function finalSoftmax({ nodes, graph }: Network): NetworkNode | undefined {
  let slot = graph.outputs[0];
  for (const node of nodes.toReversed()) {
    if (!node.node.outputs.includes(slot)) continue;
    const step = node.steps.at(-1);
    if (step instanceof ActivationStep) return step.activation.isSoftmax ? node : undefined;
    if (!(step instanceof RoutingStep)) return undefined;
    [slot] = node.node.inputs;
  }
  return undefined;
}
