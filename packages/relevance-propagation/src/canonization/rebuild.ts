import { serialization, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { LayerGraph, LayerLike, LayerNode, SymbolicTensorLike } from 'xai-base';
import { type Blueprint, blueprintOf } from './blueprint';

/** What takes the place of nodes: layers one after the other; none, where a node is left out. */
export type Edits = ReadonlyMap<LayerNode, readonly Blueprint[]>;

interface BuildableLayer extends LayerLike {
  setWeights(weights: Tensor[]): void;
  readonly inboundNodes: { outputTensors: SymbolicTensorLike[] }[];
}

/**
 * A new model from the graph of another, nested models opened. Layers that are used several times stay shared where
 * they are not edited. The new model owns copies of the weights.
 */
export function rebuild(graph: LayerGraph, edits: Edits): LayersModel {
  const uniqueName = namesOf(graph);
  const copies = new Map<LayerLike, BuildableLayer>();
  const tensors = new Map<number, unknown>();
  const inputs = graph.model.inputs.map((input, index) => {
    const tensor = inputTensor(input);
    tensors.set(graph.inputs[index], tensor);
    return tensor;
  });

  const apply = (layer: BuildableLayer, from: unknown[], weights: readonly Tensor[]) => {
    const result = layer.apply(from.length === 1 ? from[0] : from);
    layer.setWeights([...weights]);
    return [result].flat();
  };

  for (const node of graph.nodes) {
    const edit = edits.get(node);
    let values = node.inputs.map((slot) => tensors.get(slot));
    if (edit) {
      edit.forEach(({ className, config, weights }, index) => {
        const name = index === 0 ? uniqueName(node) : `${uniqueName(node)}_${config.name}`;
        values = apply(create(className, { ...config, name }), values, weights);
      });
    } else {
      const { className, config, weights } = blueprintOf(node.layer);
      const copy = copies.get(node.layer) ?? create(className, { ...config, name: uniqueName(node) }, node.layer);
      copies.set(node.layer, copy);
      values = apply(copy, values, weights);
    }
    node.outputs.forEach((slot, index) => {
      tensors.set(slot, values[index]);
    });
  }
  const outputs = graph.outputs.map((slot) => tensors.get(slot));
  const Model = classNamed('Model') as unknown as new (parts: object) => LayersModel;
  return new Model({ inputs, outputs, name: graph.model.name });
}

/** A layer with the weights that its configuration leads to, which are all zero at first: they are set soon after. */
function create(className: string, config: Record<string, unknown>, like?: LayerLike): BuildableLayer {
  const zeros = { className: 'Zeros', config: {} };
  const entries = Object.entries(config).filter(([key]) => key !== 'batchInputShape');
  const cheap = entries.map(([key, value]) => [key, key.endsWith('Initializer') ? zeros : value]);
  const kind = (like?.constructor ?? classNamed(className)) as serialization.SerializableConstructor<never>;
  return kind.fromConfig(kind, Object.fromEntries(cheap)) as unknown as BuildableLayer;
}

/** A class of tfjs-layers, as it is registered with tfjs-core: of the same copy as the model's own. */
function classNamed(className: string): serialization.SerializableConstructor<serialization.Serializable> {
  return serialization.SerializationMap.getMap().classNameMap[className][0];
}

function inputTensor({ shape, sourceLayer, ...tensor }: SymbolicTensorLike): SymbolicTensorLike {
  const { name } = sourceLayer as LayerLike;
  const { dtype } = tensor as { dtype?: string };
  const Input = classNamed('InputLayer') as unknown as new (config: object) => BuildableLayer;
  return new Input({ batchInputShape: shape, dtype, name }).inboundNodes[0].outputTensors[0];
}

/** Names layers as they are, or, where a name would not be unique, by their path. */
function namesOf({ nodes }: LayerGraph): (node: LayerNode) => string {
  const layersOf = new Map<string, Set<LayerLike>>();
  for (const { layer } of nodes) layersOf.set(layer.name, (layersOf.get(layer.name) ?? new Set()).add(layer));
  return ({ layer, path }) => (layersOf.get(layer.name)?.size === 1 ? layer.name : path.replaceAll('/', '_'));
}
