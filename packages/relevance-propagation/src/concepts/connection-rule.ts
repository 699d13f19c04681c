import { onesLike, type Tensor } from '@tensorflow/tfjs-core';
import { GradientRule } from '../rules/gradient';
import type { ActivationPropagation } from '../rules/other-propagations';

/** Passes back to everything that is connected, whatever the weights and the activations are. */
export class ConnectionRule extends GradientRule {
  override modifyWeight(weight: Tensor): Tensor {
    return onesLike(weight);
  }

  override propagateActivation({ relevance }: ActivationPropagation): Tensor {
    return relevance;
  }
}
