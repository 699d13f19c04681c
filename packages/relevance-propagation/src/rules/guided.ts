import { relu, type Tensor } from '@tensorflow/tfjs-core';
import { GradientRule } from './gradient';
import type { ActivationPropagation } from './other-propagations';

/**
 * Guided backpropagation through ReLU: the gradient where it and the activation are positive.
 *
 * @see J. T. Springenberg et al.: Striving for Simplicity: The All Convolutional Net (2015)
 *
 * @example
 * ```ts
 * String(new GuidedRule()); // => 'GuidedRule'
 * ```
 */
export class GuidedRule extends GradientRule {
  override propagateActivation(step: ActivationPropagation): Tensor {
    const gradient = super.propagateActivation(step);
    return step.activation.isRectifier ? relu(gradient) : gradient;
  }
}
