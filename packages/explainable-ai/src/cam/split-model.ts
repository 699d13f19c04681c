import type { Tensor } from '@tensorflow/tfjs-core';
import {
  checkFeatures,
  checkSample,
  LayerGraph,
  type LayersModelLike,
  type Model,
  ShapeError,
  toModelView,
} from 'xai-base';

/** A model in two halves: to the feature maps of a layer, and from there to the output. */
export interface SplitModel {
  /**
   * A pure program of TensorFlow.js ops.
   *
   * @returns the feature maps `[batch, ..., features]`, and the rest of the model from (other) feature maps on
   */
  split(input: Tensor): { features: Tensor; classify: (features: Tensor) => Tensor };
}

/** Two models, one behind the other. */
export function splitOfModels(featureLayers: Model, adaptationLayers: Model): SplitModel {
  const head = toModelView(featureLayers, checkFeatures);
  const tail = toModelView(adaptationLayers);
  return {
    split: (input) => ({ features: checkMaps(head.forward(input)), classify: (features) => tail.forward(features) }),
  };
}

/**
 * One layers model, cut at a layer; branches may lead past it.
 *
 * @throws {LayerNotFoundError} when there is no such layer
 * @throws {ModelError} when it has several inputs or outputs
 */
export function splitAtLayer(model: LayersModelLike, layer: string | number): SplitModel {
  toModelView(model); // throws for several inputs or outputs
  const graph = new LayerGraph(model);
  const { head } = graph.split(graph.find(layer));
  return {
    split(input) {
      checkSample(input, model.inputs[0].shape);
      const { activation, tail } = head([input]);
      return { features: checkMaps(activation), classify: (features) => tail(features)[0] };
    },
  };
}

export function isSplitModel(value: unknown): value is SplitModel {
  return typeof (value as SplitModel | undefined)?.split === 'function';
}

function checkMaps(features: Tensor): Tensor {
  if (features.rank >= 3) return features;
  const expected = 'feature maps [batch, ..., features] with a space between, as convolutions have them';
  throw new ShapeError(`The layer's output has shape [${features.shape}]; expected ${expected}.`, {
    argument: 'layer',
    value: features.shape,
    expected,
  });
}
