import type { Tensor } from '@tensorflow/tfjs-core';

/** Picks features (channels) of a layer's relevance. */
export interface FeatureSelector {
  /** How many features it picks of each sample. */
  readonly count: number;
  /**
   * A pure program of TensorFlow.js ops.
   *
   * @param relevance `[batch, features]`, or `[batch, ..., features]`, which is summed over the axes between
   * @returns the picked features' indices, int32 `[batch, count]`
   * @throws {IndexError} when there are fewer features
   */
  select(relevance: Tensor): Tensor;
}
