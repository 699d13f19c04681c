import { abs, type Tensor } from '@tensorflow/tfjs-core';
import { LRPRule } from 'relevance-propagation';

/**
 * Shares relevance by the magnitude of contributions, whatever their sign: R_in = |a| * |w|ᵀ (R / (|w| |a| + |b|)).
 * Relevance keeps the sign that it comes with, and none is made large by contributions that cancel out.
 *
 * @see D. Vukadin et al.: Advancing Attribution-Based Neural Network Explainability through Relative Absolute Magnitude
 * Layer-Wise Relevance Propagation and Multi-Component Evaluation (2024), for a rule in the same spirit
 *
 * @example
 * ```ts
 * new AbsoluteRule().modifyParameters(tf.tensor1d([-2, 3])); // => [2, 3]
 * ```
 */
export class AbsoluteRule extends LRPRule {
  override modifyInput(input: Tensor): Tensor {
    return abs(input);
  }

  override modifyParameters(parameter: Tensor): Tensor {
    return abs(parameter);
  }
}
