import type { Tensor } from '@tensorflow/tfjs-core';
import type { ActivationFunction } from '../layers/activations';
import type { RelevanceDivision } from './linear-propagation';

/** One activation function in one backward pass, as a rule sees it. */
export interface ActivationPropagation {
  /** The relevance of the activation's output. */
  readonly relevance: Tensor;
  readonly activation: ActivationFunction;
  /** The activation's input: computed when asked for. */
  readonly input: () => Tensor;
}

/** One sum of tensors (`Add`, `Subtract`, `Average`) in one backward pass, as a rule sees it. */
export interface SumPropagation {
  /** The terms, with their coefficients: their sum is the output. */
  readonly terms: readonly Tensor[];
  readonly coefficients: readonly number[];
  /** The sum, from the forward pass. */
  readonly sum: () => Tensor;
  /** The relevance of the sum. */
  readonly relevance: Tensor;
  readonly observe?: (division: RelevanceDivision) => void;
}
