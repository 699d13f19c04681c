import { mul, sigmoid, type Tensor } from '@tensorflow/tfjs-core';
import { checkNonNegative } from './check-argument';
import { GradientRule } from './gradient';
import type { ActivationPropagation } from './other-propagations';

/**
 * The gradient with a smoothed ReLU: its derivative is sigmoid(beta * z), that of a softplus.
 *
 * @see A.-K. Dombrowski et al.: Explanations Can Be Manipulated and Geometry Is to Blame (2019)
 * @throws {ValueError} for a negative beta
 *
 * @example
 * ```ts
 * String(new BetaSmoothRule(10)); // => 'BetaSmoothRule(10)'
 * ```
 */
export class BetaSmoothRule extends GradientRule {
  constructor(readonly beta = 10) {
    super();
    checkNonNegative('beta', beta);
  }

  override propagateActivation(step: ActivationPropagation): Tensor {
    if (!step.activation.isRectifier) return super.propagateActivation(step);
    return mul(step.relevance, sigmoid(mul(this.beta, step.input())));
  }

  protected override describe() {
    return [this.beta];
  }
}
