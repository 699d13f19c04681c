import { mul, type Tensor } from '@tensorflow/tfjs-core';
import { UnsupportedLayerError } from 'xai-base';
import type { LinearPropagation } from './linear-propagation';
import { LRPRule } from './lrp-rule';
import type { ActivationPropagation, SumPropagation } from './other-propagations';

/**
 * The ordinary gradient, R_in = W^T R: no relevance, but what gradient-like composites pass back.
 *
 * @throws {UnsupportedLayerError} on an activation function whose derivative is not registered
 *
 * @example
 * ```ts
 * String(new GradientRule()); // => 'GradientRule'
 * ```
 */
export class GradientRule extends LRPRule {
  override propagate({ modified, relevance }: LinearPropagation): Tensor {
    return modified.transposed(relevance);
  }

  override propagateSum({ coefficients, relevance }: SumPropagation): Tensor[] {
    return coefficients.map((coefficient) => (coefficient === 1 ? relevance : mul(relevance, coefficient)));
  }

  override propagateActivation({ activation, relevance, input }: ActivationPropagation): Tensor {
    if (activation.name === 'linear') return relevance;
    if (activation.derivative) return mul(relevance, activation.derivative(input()));
    throw new UnsupportedLayerError(
      `The activation ${activation.name} has no derivative, which ${this} needs; registerActivation('${activation.name}', { derivative }) gives it one.`,
      { argument: 'model', value: activation.name },
    );
  }
}
