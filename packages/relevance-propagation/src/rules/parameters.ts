import type { Tensor } from '@tensorflow/tfjs-core';

/** The parameters of a linear layer. A layer without a weight of its own (average pooling) has neither. */
export interface LayerParameters {
  readonly weight?: Tensor;
  readonly bias?: Tensor;
}

/** The modified copies of a layer's parameters that a rule works with, by name. */
export type ParameterSets = Record<string, LayerParameters>;
