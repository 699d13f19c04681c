import { LayerGraph, type LayerNode, type LayersModelLike, XaiError } from 'xai-base';
import { InspectedLayer } from '../layers/inspected-layer';
import { layerHandler } from '../layers/registry';
import { ActivationStep } from '../steps/activation-step';
import { ProductStep } from '../steps/product-step';
import type { Step } from '../steps/step';

/** A layer of the model in the order of evaluation, with the steps that it is made up of. */
export interface NetworkNode {
  readonly node: LayerNode;
  readonly steps: readonly Step[];
  /** Which of the node's inputs are known to have no negative value. */
  readonly nonNegative: readonly boolean[];
  /** Why the layer cannot be analyzed, if it cannot. */
  readonly problem?: string;
}

/** A model's graph with what relevance propagation knows of its layers. */
export class Network {
  readonly graph: LayerGraph;
  readonly nodes: readonly NetworkNode[];

  constructor(readonly model: LayersModelLike) {
    this.graph = new LayerGraph(model);
    const nonNegative = new Map<number, boolean>();
    const gates = new Map<number, boolean>();
    this.nodes = this.graph.nodes.map((node) => {
      const inputs = node.inputs.map((slot) => nonNegative.get(slot) ?? false);
      const { steps, problem } = stepsOf(node);
      const inputGates = node.inputs.map((slot) => gates.get(slot) ?? false);
      const known = steps.map((step) => (step instanceof ProductStep ? step.withGates(inputGates) : step));
      const sign = known.reduce((signs, step) => [step.isNonNegative(signs)], inputs);
      for (const slot of node.outputs) {
        nonNegative.set(slot, known.length > 0 && sign[0]);
        gates.set(slot, isGate(known, inputGates));
      }
      return { node, steps: known, nonNegative: inputs, problem };
    });
  }
}

function stepsOf(node: LayerNode): { steps: readonly Step[]; problem?: string } {
  const type = node.layer.getClassName();
  const handler = layerHandler(type);
  if (!handler) {
    return { steps: [], problem: `unknown layer; registerLayer('${type}', (layer) => [...]) teaches it.` };
  }
  try {
    return { steps: handler(new InspectedLayer(node.layer, node.inputs.length), layerHandler) };
  } catch (error) {
    if (error instanceof XaiError) return { steps: [], problem: error.message };
    throw error;
  }
}

const gateFunctions = ['sigmoid', 'hardSigmoid', 'softmax'];

/** Whether a layer's output says how much of something passes: what comes from a sigmoid or a softmax, also reshaped. */
function isGate(steps: readonly Step[], inputs: readonly boolean[]): boolean {
  const last = steps.at(-1);
  if (last instanceof ActivationStep) return gateFunctions.includes(last.activation.name);
  return inputs.length === 1 && inputs[0] && steps.length === 1 && last?.kind === 'other';
}
