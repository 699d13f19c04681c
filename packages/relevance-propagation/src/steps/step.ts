import type { Tensor } from '@tensorflow/tfjs-core';
import type { RelevanceDivision } from '../rules/linear-propagation';
import type { LRPRule } from '../rules/lrp-rule';

/** One step of a layer in one backward pass. */
export interface StepCall {
  readonly rule: LRPRule;
  /** The class of the layer, such as `Conv2D`. */
  readonly type: string;
  /** The step's inputs: computed when asked for. */
  readonly inputs: () => readonly Tensor[];
  /** The step's output: computed when asked for. */
  readonly output: () => Tensor;
  /** The relevance of the step's output. */
  readonly relevance: Tensor;
  /** Which inputs are known to have no negative value. */
  readonly nonNegative: readonly boolean[];
  /** Hears of every division of relevance, for the conservation report. */
  readonly observe?: (division: RelevanceDivision) => void;
}

/**
 * A layer is one step or several, one after the other: a convolution with its own activation is a linear step and an
 * activation step. A step says how relevance passes it.
 */
export interface Step {
  /** A linear step takes the rule that the layer has, an activation step the rule that activations have. */
  readonly kind: 'linear' | 'activation' | 'other';
  /** Evaluates the step; a pure program of TensorFlow.js ops. */
  forward(inputs: readonly Tensor[]): Tensor;
  /** Whether the output is known to have no negative value, from whether the inputs are. */
  isNonNegative(inputs: readonly boolean[]): boolean;
  /** The relevance of each input; a pure program of TensorFlow.js ops. */
  propagate(call: StepCall): readonly Tensor[];
}
