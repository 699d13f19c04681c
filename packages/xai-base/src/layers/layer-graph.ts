import type { Tensor } from '@tensorflow/tfjs-core';
import { LayerNotFoundError, ModelError } from '../errors';
import {
  type InboundNode,
  isLayersModel,
  type LayerLike,
  type LayersModelLike,
  type SymbolicTensorLike,
} from './layers-model-like';

/** One use of a layer. Values flow between nodes in numbered slots. */
export interface LayerNode {
  readonly layer: LayerLike;
  /** The layer's name, behind the names of the models it is nested in: `mobilenet/conv1`. */
  readonly path: string;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** Called with each node's result; what it returns flows on in its place. */
export type Visitor = (node: LayerNode, outputs: Tensor[], inputs: Tensor[]) => Tensor[] | undefined;

/**
 * The layers of a tfjs-layers model as one flat graph in the order of evaluation: nested models are opened, a layer
 * that is used twice has two nodes.
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2], name: 'only' })] });
 * new LayerGraph(model).nodes.map((node) => node.path); // => ['only']
 * ```
 */
export class LayerGraph {
  readonly nodes: readonly LayerNode[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];

  constructor(readonly model: LayersModelLike) {
    const nodes: LayerNode[] = [];
    let slots = 0;
    const newSlot = () => slots++;

    const open = (container: LayersModelLike, inputs: readonly number[], prefix: string): number[] => {
      const slotOf = new Map(container.inputs.map((tensor, index) => [tensor.id, inputs[index]]));
      const resolve = (tensor: SymbolicTensorLike): number => {
        const known = slotOf.get(tensor.id);
        if (known !== undefined) return known;
        const layer = tensor.sourceLayer as LayerLike & { inboundNodes: InboundNode[] };
        const use = layer.inboundNodes[tensor.nodeIndex];
        const from = use.inputTensors.map(resolve);
        const path = prefix + layer.name;
        const to = isLayersModel(layer) ? open(layer, from, `${path}/`) : use.outputTensors.map(newSlot);
        if (!isLayersModel(layer)) nodes.push({ layer, path, inputs: from, outputs: to });
        use.outputTensors.forEach((output, index) => {
          slotOf.set(output.id, to[index]);
        });
        return to[tensor.tensorIndex];
      };
      return container.outputs.map(resolve);
    };

    this.inputs = model.inputs.map(newSlot);
    this.outputs = open(model, this.inputs, '');
    this.nodes = nodes;
  }

  /**
   * Evaluates the graph, in inference mode. A pure program of TensorFlow.js ops: call it inside `tidy`.
   *
   * @param inputs one tensor an input of the model
   * @param visit sees each node's outputs, and may return others in their place
   * @returns one tensor an output of the model
   */
  run(inputs: readonly Tensor[], visit?: Visitor): Tensor[] {
    if (inputs.length !== this.inputs.length) {
      throw new ModelError(`The model has ${this.inputs.length} inputs, ${inputs.length} given.`, {
        argument: 'input',
      });
    }
    const values = new Map(this.inputs.map((slot, index) => [slot, inputs[index]]));
    const masks = new Map<number, Tensor | null>();
    for (const node of this.nodes) {
      const from = node.inputs.map((slot) => values.get(slot) as Tensor);
      const mask = node.inputs.map((slot) => masks.get(slot) ?? null);
      const kwargs = { training: false, ...(mask.some((one) => one !== null) && { mask: mask[0] }) };
      const results = [node.layer.apply(from.length === 1 ? from[0] : from, kwargs)].flat() as Tensor[];
      const outputs = visit?.(node, results, from) ?? results;
      const outputMask = node.layer.supportsMasking ? maskOf(node.layer, from, mask) : null;
      node.outputs.forEach((slot, index) => {
        values.set(slot, outputs[index]);
        masks.set(slot, outputMask);
      });
    }
    return this.outputs.map((slot) => values.get(slot) as Tensor);
  }

  /**
   * The node of a layer: by name, by path (`mobilenet/conv1`), or by index into the model's layers. Of a layer that is
   * used several times, the last use; of a nested model, its last layer.
   *
   * @throws {LayerNotFoundError} when there is none; the message lists the layers
   */
  find(layer: string | number): LayerNode {
    const name = typeof layer === 'number' ? this.model.layers.at(layer)?.name : layer;
    const node =
      this.nodes.findLast(({ path }) => path === name) ??
      this.nodes.findLast(({ path }) => path.startsWith(`${name}/`)) ??
      this.nodes.findLast((one) => one.layer.name === name);
    if (node) return node;
    throw new LayerNotFoundError(
      `Layer ${JSON.stringify(layer)} is not in the model. Its layers: ${this.nodes.map(({ path }) => path).join(', ')}.`,
      { argument: 'layer', value: layer, expected: 'the name or the index of a layer of the model' },
    );
  }
}

function maskOf(layer: LayerLike, inputs: Tensor[], masks: (Tensor | null)[]): Tensor | null {
  const single = inputs.length === 1;
  return [layer.computeMask(single ? inputs[0] : inputs, single ? masks[0] : masks)].flat()[0] ?? null;
}
