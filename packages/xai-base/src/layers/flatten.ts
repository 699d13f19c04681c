import type { LayerNode } from './layer-node';
import {
  type InboundNode,
  isLayersModel,
  type LayerLike,
  type LayersModelLike,
  type SymbolicTensorLike,
} from './layers-model-like';

/** A model as one flat list of nodes in the order of evaluation, and the slots of its inputs and outputs. */
export function flatten(model: LayersModelLike): { nodes: LayerNode[]; inputs: number[]; outputs: number[] } {
  const nodes: LayerNode[] = [];
  let slots = 0;
  const newSlot = () => slots++;
  const inputs = model.inputs.map(newSlot);
  return { nodes, inputs, outputs: open(model, inputs, '') };

  /** Adds the nodes of a model whose inputs are in the given slots; returns the slots of its outputs. */
  function open(container: LayersModelLike, from: readonly number[], prefix: string): number[] {
    const slotOf = new Map(container.inputs.map((tensor, index) => [tensor.id, from[index]]));

    const slotsOf = (layer: LayerLike, { inputTensors, outputTensors }: InboundNode): number[] => {
      const before = inputTensors.map(slot);
      const path = prefix + layer.name;
      if (isLayersModel(layer)) return open(layer, before, `${path}/`);
      const outputs = outputTensors.map(newSlot);
      nodes.push({ layer, path, inputs: before, outputs });
      return outputs;
    };

    /** The slot of a symbolic tensor, after adding the nodes that lead to it. */
    function slot(tensor: SymbolicTensorLike): number {
      const known = slotOf.get(tensor.id);
      if (known !== undefined) return known;
      const [layer, use] = sourceOf(tensor, container);
      slotsOf(layer, use).forEach((output, index) => {
        slotOf.set(use.outputTensors[index].id, output);
      });
      return slotOf.get(tensor.id) as number;
    }

    return container.outputs.map(slot);
  }
}

/** The layer that made a symbolic tensor, and by which of its uses. */
function sourceOf(tensor: SymbolicTensorLike, container: LayersModelLike): [LayerLike, InboundNode] {
  // a model at the head of a Sequential is not used again: its own output leads on
  const head = container.layers.find(
    (layer) => isLayersModel(layer) && layer.outputs.some(({ id }) => id === tensor.id),
  );
  if (isLayersModel(head)) return [head, { inputTensors: head.inputs, outputTensors: head.outputs }];
  const layer = tensor.sourceLayer as LayerLike & { inboundNodes: InboundNode[] };
  return [layer, layer.inboundNodes[tensor.nodeIndex]];
}
