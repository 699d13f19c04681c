import type { Tensor } from '@tensorflow/tfjs-core';
import type { Model } from '../model';

/**
 * Chooses other weights for a layer, or for a node of a graph.
 *
 * @param name the layer's name
 * @param weights its own ones, which stay the caller's
 * @returns as many new tensors of the same shapes, which are handed over; nothing, where the weights stay
 */
export type WeightChange = (
  name: string,
  weights: readonly Tensor[],
) => readonly Tensor[] | undefined | Promise<readonly Tensor[] | undefined>;

/** The weights of a model. */
export interface ModelWeights {
  /** The names of the layers that have weights, or of the nodes of a graph, in the order of evaluation: from the input to the output. */
  readonly names: readonly string[];
  /**
   * Does some work with a model that has other weights. Where that is the model itself, it has its own again afterwards, also when the work fails; nothing
   * else may use it meanwhile.
   *
   * @param change called for each name
   * @param work given the model with these weights, which is gone when the work is done
   */
  under<T>(change: WeightChange, work: (model: Model) => Promise<T>): Promise<T>;
}

/** A model that knows a way to its weights, as one that was read from a file does. */
export interface OwnWeightsModel {
  readWeights(): Promise<ModelWeights>;
}
