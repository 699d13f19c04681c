import { onesLike, square, type Tensor } from '@tensorflow/tfjs-core';
import { checkKeys } from 'xai-base';
import { checkBoolean } from './check-argument';
import { LRPRule, type RuleTarget } from './lrp-rule';

/**
 * LRP-w²: relevance is shared by the squares of the weights, whatever the input is; for first layers.
 * The bias is left out, or, with `{ bias: true }`, takes the share of its square.
 *
 * @see G. Montavon et al.: Explaining NonLinear Classification Decisions with Deep Taylor Decomposition (2017)
 *
 * @example
 * ```ts
 * new WSquareRule().modifyWeight(tf.tensor1d([-2, 3])); // => [4, 9]
 * ```
 */
export class WSquareRule extends LRPRule {
  readonly bias: boolean;

  /** @throws {ValueError} for an option that does not exist */
  constructor(options: { bias?: boolean } = {}) {
    super();
    checkKeys(options, ['bias'], 'WSquareRule');
    checkBoolean('bias', options.bias);
    this.bias = options.bias ?? false;
  }

  override modifyInput(input: Tensor): Tensor {
    return onesLike(input);
  }

  override modifyWeight(weight: Tensor): Tensor {
    return square(weight);
  }

  override modifyBias(bias: Tensor): Tensor | undefined {
    return this.bias ? square(bias) : undefined;
  }

  override isCompatible({ hasWeight }: RuleTarget): boolean {
    return hasWeight;
  }
}
