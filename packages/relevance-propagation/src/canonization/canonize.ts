import { tidy } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { LayerGraph, type LayersModelLike } from 'xai-base';
import { checkLayersModel } from '../propagation/check-layers-model';
import { FusionPlan } from './fusion-plan';
import { rebuild } from './rebuild';
import { splitLayerNormalizations } from './split-layer-normalizations';

/**
 * A copy of a model whose normalizations are fused away, with the same outputs: each batch normalization is merged,
 * its epsilon included, into the linear layer before it or, where it cannot, into the one after it; layer
 * normalization is split into the normalization proper and an affine layer, which is merged in the same way.
 *
 * Left alone is what could not be merged exactly: behind an activation with no linear layer next, a layer that is used
 * twice, an output that something else uses too, padding that a shift would have to reach.
 *
 * @param model a tfjs-layers model; it stays as it is
 * @throws {ModelError} for a model that has no layers
 * @returns a model with weights of its own: `dispose()` it
 * @see F. Pahde et al.: Optimizing Explanations by Network Canonization and Hyperparameter Search (2023)
 *
 * @example
 * ```ts
 * import * as tfl from '@tensorflow/tfjs-layers';
 * const layers = [tfl.layers.dense({ units: 2, inputShape: [2] }), tfl.layers.batchNormalization()];
 * const canonical = canonize(tfl.sequential({ layers }));
 * canonical.layers.map((layer) => layer.getClassName()); // => ['InputLayer', 'Dense']
 * canonical.dispose();
 * ```
 */
export function canonize(model: LayersModelLike): LayersModel {
  checkLayersModel(model);
  const split = splitLayerNormalizations(model);
  try {
    const graph = new LayerGraph(split ?? model);
    let canonical: LayersModel | undefined;
    tidy(() => {
      canonical = rebuild(graph, new FusionPlan(graph).edits());
    });
    return canonical as LayersModel;
  } finally {
    split?.dispose();
  }
}
