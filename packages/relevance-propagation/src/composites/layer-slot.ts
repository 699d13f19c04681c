import { isLayersModel, type LayerLike, type LayersModelLike } from 'xai-base';

/** A layer as composites see it. */
export interface LayerSlot {
  /** The index into the model's layers; the layers of a nested model share the index of that model. */
  readonly index: number;
  readonly name: string;
  /** The name behind the names of the models it is nested in, `mobilenet/conv1`; the name where it is not nested. */
  readonly path: string;
  /** The layer's class; of a layer that a wrapper (`TimeDistributed`) holds, the class of that layer. */
  readonly type: string;
  /** The layer, or the one that a wrapper holds. */
  readonly layer: LayerLike;
}

/** The layers of a model in its order, nested models opened, the model's inputs included. */
export function layerSlots(model: LayersModelLike): LayerSlot[] {
  return model.layers.flatMap((layer, index) => slotsOf(layer, index, ''));
}

function slotsOf(layer: LayerLike, index: number, prefix: string): LayerSlot[] {
  const path = prefix + layer.name;
  if (!isLayersModel(layer)) {
    const { layer: wrapped } = layer as { layer?: LayerLike };
    const type = (wrapped ?? layer).getClassName();
    return [{ index, name: layer.name, path, type, layer: wrapped ?? layer }];
  }
  const inner = layer.layers.filter((one) => one.getClassName() !== 'InputLayer');
  return inner.flatMap((one) => slotsOf(one, index, `${path}/`));
}

/** Whether a layer is one that "the first layer" and "the last layer" count: a convolution or a dense layer. */
export function isWeighted({ layer }: LayerSlot): boolean {
  const { kernel, depthwiseKernel, cell } = layer as unknown as Record<string, unknown>;
  return [kernel, depthwiseKernel, cell].some((one) => one !== undefined && one !== null);
}

/** Whether a layer is an input of the model, which takes no rule. */
export function isInput({ type }: LayerSlot): boolean {
  return type === 'InputLayer';
}
