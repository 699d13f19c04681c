import { cast, type Tensor } from '@tensorflow/tfjs-core';
import {
  arrangeInputs,
  batchesOf,
  checkFeatures,
  describeValue,
  type FurtherInputs,
  isLayersModel,
  joinBatches,
  LayerGraph,
  type LayersModelLike,
  layersModelInputs,
  type Model,
  ModelError,
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
  split(input: Tensor, further?: FurtherInputs): { features: Tensor; classify: (features: Tensor) => Tensor };
}

/**
 * Two models, one behind the other.
 *
 * @throws {ModelError} when one of them is none
 */
export function splitOfModels(featureLayers: Model, adaptationLayers: Model | undefined): SplitModel {
  const head = toModelView(featureLayers, checkFeatures);
  if (adaptationLayers === undefined) {
    const expected = 'the model from the feature maps to the outputs';
    throw new ModelError(
      `adaptationLayers is missing; expected ${expected}. Of one model, cut it at a layer or a value: GradCAM.at(model, name).`,
      { argument: 'adaptationLayers', value: adaptationLayers, expected },
    );
  }
  const tail = toModelView(adaptationLayers);
  return {
    split: (input, further) => ({
      features: checkMaps(head.forward(input, further)),
      classify: (features) => tail.forward(features),
    }),
  };
}

/** A model that can be cut at a value inside of it, such as those of onnx-model's `readOnnx`. */
export interface CuttableModel {
  /**
   * @param value the name of the value
   * @returns a function of an input, called inside of `tidy`: the features at the value `[batch, ..., features]`, and the rest of the model from features on
   */
  cutAt(
    value: string,
  ): (
    input: Tensor,
    further?: Readonly<Record<string, Tensor>>,
  ) => { readonly features: Tensor; rest(features: Tensor): Tensor };
}

/**
 * One model, cut at a layer or a value inside of it.
 *
 * @throws {LayerNotFoundError} when a layers model has no such layer
 * @throws {ModelError} when it can not be cut, or has several outputs
 */
export function splitAt(model: LayersModelLike | CuttableModel, place: string | number): SplitModel {
  if (!isCuttable(model)) return splitAtLayer(model, place);
  const cut = model.cutAt(place as string);
  return {
    split(input, further) {
      const { features, rest } = cut(input, further as Readonly<Record<string, Tensor>> | undefined);
      const view = toModelView((maps: Tensor) => rest(maps));
      return { features: checkMaps(features), classify: (maps) => view.forward(maps) };
    },
  };
}

const isCuttable = (model: unknown): model is CuttableModel =>
  typeof (model as CuttableModel | undefined)?.cutAt === 'function';

/**
 * One layers model, cut at a layer; branches may lead past it.
 *
 * @throws {LayerNotFoundError} when there is no such layer
 * @throws {ModelError} when it is no layers model, or has several outputs
 */
function splitAtLayer(model: LayersModelLike, layer: string | number): SplitModel {
  if (!isLayersModel(model)) throw notCuttable(model, layer);
  toModelView(model); // throws for several outputs
  const inputs = layersModelInputs(model);
  const graph = new LayerGraph(model);
  const { head } = graph.split(graph.find(layer));
  const [rows] = model.inputs[0].shape;
  return {
    split(input, further) {
      const { tensors } = arrangeInputs(inputs, input, further);
      const numbers = tensors.map((tensor) => cast(tensor, 'float32'));
      const parts = batchesOf(numbers, rows).map((batch) => head(batch)); // a batch each, as ways past the layer differ
      const activations = parts.map(({ activation }) => activation);
      const features = joinBatches(activations, input.shape[0]);
      const rest = toModelView((maps) => {
        const outputs = batchesOf([maps], rows).map(([batch], index) => parts[index].tail(batch)[0]);
        return joinBatches(outputs, maps.shape[0]);
      });
      return { features: checkMaps(features), classify: (maps) => rest.forward(maps) };
    },
  };
}

export function isSplitModel(value: unknown): value is SplitModel {
  return typeof (value as SplitModel | undefined)?.split === 'function';
}

function notCuttable(model: unknown, layer: unknown): ModelError {
  const expected = 'a tfjs-layers model, or a model of readOnnx(file)';
  return new ModelError(
    `model is ${describeValue(model)}; to cut it at ${describeValue(layer)} it must be ${expected}. ` +
      'Of any other, give its two parts: new GradCAM((x) => graphModel.execute(x, name), (maps) => ...).',
    { argument: 'model', value: model, expected },
  );
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
