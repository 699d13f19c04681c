import type { Tensor } from '@tensorflow/tfjs-core';
import { checkStabilizer } from './check-argument';
import { LRPRule } from './lrp-rule';
import { stabilize } from './stabilize';

/**
 * LRP-epsilon: as LRP-0, with epsilon added to the denominator, which takes up the relevance of weak activations.
 *
 * @see S. Bach et al.: On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation (2015)
 * @throws {ValueError} for an epsilon that is negative, or 0 in float32
 *
 * @example
 * ```ts
 * String(new EpsilonRule(0.25)); // => 'EpsilonRule(0.25)'
 * ```
 */
export class EpsilonRule extends LRPRule {
  constructor(readonly epsilon = 1e-6) {
    super();
    checkStabilizer('epsilon', epsilon);
  }

  override modifyDenominator(z: Tensor): Tensor {
    return stabilize(z, this.epsilon);
  }

  protected override describe() {
    return [this.epsilon];
  }
}
