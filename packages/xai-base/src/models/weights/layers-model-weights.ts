import type { Tensor } from '@tensorflow/tfjs-core';
import { TensorBag } from '../../execution/tensor-bag';
import { LayerGraph } from '../../layers/layer-graph';
import type { LayersModelLike } from '../../layers/layers-model-like';
import { changedWeights } from './changed-weights';
import type { ModelWeights } from './model-weights';

/** What a layer needs so that its weights can be changed. */
interface WeightedLayer {
  getWeights(): Tensor[];
  setWeights(weights: readonly Tensor[]): void;
}

/** The weights of a tfjs-layers model, layer by layer; they are changed in the model itself. */
export function layersModelWeights(model: LayersModelLike): ModelWeights {
  const layers = new Map<WeightedLayer, string>(); // one that is used twice has one set of weights
  for (const { layer, path } of new LayerGraph(model).nodes) {
    const weighted = layer as unknown as WeightedLayer;
    if (!layers.has(weighted) && weighted.getWeights().length > 0) layers.set(weighted, path);
  }
  return {
    names: [...layers.values()],
    async under(change, work) {
      const bag = new TensorBag();
      const before: { layer: WeightedLayer; own: Tensor[] }[] = [];
      try {
        for (const [layer, name] of layers) {
          const own = bag.addAll(layer.getWeights().map((tensor) => tensor.clone())); // as the variables take in new values
          const changed = await changedWeights(change, name, own);
          if (changed === undefined) continue;
          bag.addAll(changed);
          before.push({ layer, own });
          layer.setWeights(changed);
        }
        return await work(model);
      } finally {
        for (const { layer, own } of before) layer.setWeights(own);
        bag.dispose();
      }
    },
  };
}
