import type { CuttableModel } from 'explainable-ai';
import { isLayersModel, LayerGraph, type LayersModelLike, type Model, ModelError } from 'xai-base';

type Shape = readonly (number | null)[];

/** The layers whose outputs are feature maps `[batch, height, width, features]` with a space, by path. */
export function featureLayers(model: LayersModelLike): string[] {
  const nodes = new LayerGraph(model).nodes.filter(({ layer }) => isSpatial(outputShape(layer)));
  return [...new Set(nodes.map(({ path }) => path))];
}

/**
 * The layer that class activation maps look at: the one of that name, or else the last convolution or activation, or else the last
 * layer with feature maps.
 *
 * @param name of a layer; of a value of the graph, of a model without layers
 * @returns the model and the layer, as `GradCAM.at` takes them
 * @throws {ModelError} for a model without layers, or without feature maps
 * @throws {LayerNotFoundError} for a name that no layer has
 */
export function featureLayer(model: Model, name?: string): [LayersModelLike | CuttableModel, string] {
  if (isCuttable(model) && name !== undefined) return [model, name];
  if (!isLayersModel(model)) {
    const expected = 'a layers-model';
    throw new ModelError(`Class activation maps need ${expected}, whose layers they look at; this is none.`, {
      argument: 'model',
      expected,
    });
  }
  const graph = new LayerGraph(model);
  if (name !== undefined) return [model, graph.find(name).path];
  const maps = graph.nodes.filter(({ layer }) => isSpatial(outputShape(layer)));
  const found = maps.findLast(({ layer }) => /Conv|Activation|ReLU/.test(layer.getClassName())) ?? maps.at(-1);
  if (found) return [model, found.path];
  const expected = 'a convolutional model';
  throw new ModelError(
    `No layer of the model has feature maps [batch, height, width, features]; expected ${expected}.`,
    {
      argument: 'model',
      expected,
    },
  );
}

function isCuttable(model: unknown): model is CuttableModel {
  return typeof (model as CuttableModel).cutAt === 'function';
}

/** The shape of what a layer gives; undefined where it differs from use to use. */
export function outputShape(layer: object): Shape | undefined {
  try {
    const { outputShape: shape } = layer as { outputShape: Shape | Shape[] };
    return Array.isArray(shape?.[0]) ? undefined : (shape as Shape);
  } catch {
    return undefined;
  }
}

function isSpatial(shape: Shape | undefined): boolean {
  return shape?.length === 4 && shape[1] !== 1 && shape[2] !== 1;
}
