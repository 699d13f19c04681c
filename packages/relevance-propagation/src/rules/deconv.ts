import { relu, type Tensor } from '@tensorflow/tfjs-core';
import { GradientRule } from './gradient';
import type { ActivationPropagation } from './other-propagations';

/**
 * DeconvNet through ReLU: what is positive passes back, whatever the activation was.
 *
 * @see M. D. Zeiler, R. Fergus: Visualizing and Understanding Convolutional Networks (2014)
 *
 * @example
 * ```ts
 * String(new DeconvRule()); // => 'DeconvRule'
 * ```
 */
export class DeconvRule extends GradientRule {
  override propagateActivation(step: ActivationPropagation): Tensor {
    return step.activation.isRectifier ? relu(step.relevance) : super.propagateActivation(step);
  }
}
