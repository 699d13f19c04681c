import { isLayersModel, type LayerLike, type LayersModelLike } from 'xai-base';

/** A layer as composites see it; of a model without layers, an operator. */
export interface LayerSlot {
  /** The index into the model's layers, or operators; the layers of a nested model share the index of that model. */
  readonly index: number;
  readonly name: string;
  /** The name behind the names of the models it is nested in, `mobilenet/conv1`; the name where it is not nested. */
  readonly path: string;
  /** Further names: of an operator, those of all values that it computes. */
  readonly names?: readonly string[];
  /** The layer's class; of a layer that a wrapper (`TimeDistributed`) holds, the class of that layer; of an operator, the class that does its work. */
  readonly type: string;
  /** Whether "the first layer" and "the last layer" count it: a convolution or a dense layer. */
  readonly isWeighted: boolean;
  /** The layer, or the one that a wrapper holds; none, of a model without layers. */
  readonly layer?: LayerLike;
}

/** The layers of a model in its order, nested models opened, the model's inputs included. */
export function layerSlots(model: LayersModelLike): LayerSlot[] {
  return model.layers.flatMap((layer, index) => slotsOf(layer, index, ''));
}

function slotsOf(layer: LayerLike, index: number, prefix: string): LayerSlot[] {
  const path = prefix + layer.name;
  if (!isLayersModel(layer)) {
    const { layer: wrapped } = layer as { layer?: LayerLike };
    const own = wrapped ?? layer;
    return [{ index, name: layer.name, path, type: own.getClassName(), isWeighted: hasKernel(own), layer: own }];
  }
  const inner = layer.layers.filter((one) => one.getClassName() !== 'InputLayer');
  return inner.flatMap((one) => slotsOf(one, index, `${path}/`));
}

function hasKernel(layer: LayerLike): boolean {
  const { kernel, depthwiseKernel, cell } = layer as unknown as Record<string, unknown>;
  return [kernel, depthwiseKernel, cell].some((one) => one !== undefined && one !== null);
}

/** Whether a layer has a name. */
export function isNamed({ name, path, names = [] }: LayerSlot, wanted: string): boolean {
  return wanted === name || wanted === path || names.includes(wanted);
}

/** Whether a layer is an input of the model, which takes no rule. */
export function isInput({ type }: LayerSlot): boolean {
  return type === 'InputLayer';
}
