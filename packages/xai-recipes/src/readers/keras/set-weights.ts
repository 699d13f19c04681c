import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, layers as tfjs } from '@tensorflow/tfjs-layers';
import { describeValue, FormatError } from 'xai-base';
import type { Weight, Weights } from './weights';

type Layer = tfjs.Layer;
type Variable = Layer['weights'][number];

/**
 * Gives the layers of a model their weights.
 *
 * @throws {FormatError} when a layer has another number of weights, or of other shapes
 */
export function setWeights(model: LayersModel, weights: Weights): void {
  for (const layer of model.layers) {
    const given = weights.get(layer.name) ?? [];
    if (given instanceof Map) setWeights(layer as unknown as LayersModel, given);
    else setLayer(layer, given as readonly Weight[]);
  }
}

function setLayer(layer: Layer, given: readonly Weight[]): void {
  const wanted = layer.weights;
  if (wanted.length !== given.length)
    throw new FormatError(
      `The file has ${given.length} weights of the layer ${describeValue(layer.name)}; expected ${wanted.length}.`,
    );
  const arrays = byNames(wanted, given) ?? given;
  for (const [at, { shape }] of arrays.entries())
    if (String(shape) !== String(wanted[at].shape))
      throw new FormatError(
        `A weight of the layer ${describeValue(layer.name)} has the shape [${shape.join(', ')}]; expected [${wanted[at].shape.join(', ')}].`,
      );
  const tensors: Tensor[] = arrays.map(({ values, shape }) => tensor(values, [...shape], 'float32'));
  layer.setWeights(tensors);
  for (const one of tensors) one.dispose();
}

/** The weights in the order of the variables, by the names of both; undefined when these do not tell. */
function byNames(variables: readonly Variable[], weights: readonly Weight[]): Weight[] | undefined {
  const found = variables.map(({ originalName }) => {
    const [owner, last] = originalName.split('/').slice(-2);
    const fitting = weights.filter(({ name = '' }) => {
      const parts = name.replace(/:\d+$/, '').split('/');
      return parts.at(-1) === last && parts.includes(owner);
    });
    return fitting.length === 1 ? fitting[0] : undefined;
  });
  const isComplete = new Set(found).size === weights.length && !found.includes(undefined);
  return isComplete ? (found as Weight[]) : undefined;
}
