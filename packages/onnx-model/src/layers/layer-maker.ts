import { mul, type Tensor } from '@tensorflow/tfjs-core';
import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';

/** The library of layers. */
export type Layers = typeof import('@tensorflow/tfjs-layers');

/** A name of ONNX as tfjs-layers allows one: `/features/0/Conv` is the layer `features/0/Conv`. */
export const layerName = (name: string): string => name.replace(/^[^A-Za-z0-9]+/, '').replace(/[^-A-Za-z0-9._/]/g, '_');

/** Makes the layers of a model, each with a name of its own. */
export class LayerMaker {
  private readonly names = new Set<string>();
  private readonly layers: layers.Layer[] = [];
  private node = '';

  constructor(private readonly library: Layers) {}

  /** Begins with a node, after which layers are named. */
  begin(name: string, op: string): void {
    this.node = layerName(name) || op.toLowerCase();
  }

  /** The name of the node that is built now. */
  get current(): string {
    return this.node;
  }

  /** Makes layers that are named after a former node. */
  named<Result>(former: string, make: () => Result): Result {
    const { node } = this;
    this.node = former;
    const result = make();
    this.node = node;
    return result;
  }

  /**
   * Makes a layer, applies it and sets its weights.
   *
   * @param role what is added to the name of the node, for a layer beside the main one
   */
  apply(
    make: (library: Layers, name: string) => layers.Layer,
    input: SymbolicTensor | SymbolicTensor[],
    role?: string,
    weights: readonly Tensor[] = [],
  ): SymbolicTensor {
    const layer = make(this.library, this.uniqueName(role ? `${this.node}_${role}` : this.node));
    this.layers.push(layer);
    const output = layer.apply(input) as SymbolicTensor;
    if (weights.length > 0) layer.setWeights(weights.map(withOwnData));
    return output;
  }

  /** Frees the weights of all layers, where no model comes of them. */
  dispose(): void {
    for (const { weights } of this.layers) for (const weight of weights) weight.dispose();
  }

  private uniqueName(wanted: string): string {
    let name = wanted;
    for (let number = 1; this.names.has(name); number++) name = `${wanted}_${number}`;
    this.names.add(name);
    return name;
  }
}

/** A vector that is not another view of the same elements: the wasm backend takes biases for what they were when they were made. */
const withOwnData = (weight: Tensor): Tensor => (weight.rank === 1 ? mul(weight, 1) : weight);
