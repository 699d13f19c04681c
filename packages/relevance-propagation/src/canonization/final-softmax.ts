import type { Network, NetworkNode } from '../propagation/network';
import { ActivationStep } from '../steps/activation-step';
import { RoutingStep } from '../steps/routing-step';
import type { Step } from '../steps/step';

/** The node that ends a model in a softmax, if one does, also inside of a wrapper; steps that only move values may follow it. */
export function finalSoftmax({ nodes, graph }: Network): NetworkNode | undefined {
  let slot = graph.outputs[0];
  for (const node of nodes.toReversed()) {
    if (!node.node.outputs.includes(slot)) continue;
    const last = node.steps.findLast((step) => !keepsValues(step));
    if (last) return isSoftmax(last) ? node : undefined;
    if (node.steps.length === 0) return undefined;
    [slot] = node.node.inputs;
  }
  return undefined;
}

/** Whether a step is a softmax. */
export function isSoftmax(step: Step): boolean {
  return step instanceof ActivationStep && step.activation.isSoftmax;
}

/** Whether a step only moves values, or does nothing to them. */
export function keepsValues(step: Step): boolean {
  return step instanceof RoutingStep || (step instanceof ActivationStep && step.activation.name === 'linear');
}
