import { onesLike, type Tensor } from '@tensorflow/tfjs-core';
import { LRPRule, type RuleTarget } from './lrp-rule';

/**
 * LRP-flat: relevance is shared evenly among all inputs of a neuron; for first layers. Padding takes no share.
 *
 * @see S. Lapuschkin et al.: Unmasking Clever Hans Predictors and Assessing What Machines Really Learn (2019)
 *
 * @example
 * ```ts
 * new FlatRule().modifyWeight(tf.tensor1d([-2, 3])); // => [1, 1]
 * ```
 */
export class FlatRule extends LRPRule {
  override modifyInput(input: Tensor): Tensor {
    return onesLike(input);
  }

  override modifyWeight(weight: Tensor): Tensor {
    return onesLike(weight);
  }

  override modifyBias(): undefined {}

  override isCompatible({ hasWeight }: RuleTarget): boolean {
    return hasWeight;
  }
}
