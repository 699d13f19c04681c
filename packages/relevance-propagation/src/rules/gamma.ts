import { add, mul, type Tensor } from '@tensorflow/tfjs-core';
import { checkNonNegative } from './check-argument';
import { LRPRule } from './lrp-rule';
import { positivePart } from './signs';

/**
 * LRP-gamma: favours positive contributions, w + gamma * w+ and b + gamma * b+.
 *
 * @see G. Montavon et al.: Layer-Wise Relevance Propagation: An Overview (2019)
 * @throws {ValueError} for a negative gamma
 *
 * @example
 * ```ts
 * new GammaRule(0.5).modifyParameters(tf.tensor1d([-2, 2])); // => [-2, 3]
 * ```
 */
export class GammaRule extends LRPRule {
  constructor(readonly gamma = 0.25) {
    super();
    checkNonNegative('gamma', gamma);
  }

  override modifyParameters(parameter: Tensor): Tensor {
    return add(parameter, mul(this.gamma, positivePart(parameter)));
  }

  protected override describe() {
    return [this.gamma];
  }
}
