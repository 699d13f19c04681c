import { add, mul, step, type Tensor } from '@tensorflow/tfjs-core';
import { checkNonNegative } from './check-argument';
import type { BoundLinear, LinearPropagation } from './linear-propagation';
import { LRPRule, type RuleTarget } from './lrp-rule';
import type { LayerParameters, ParameterSets } from './parameters';
import { negativePart, positivePart } from './signs';

/**
 * Generalized LRP-gamma, for layers whose inputs and outputs have both signs, as with leaky ReLU. Where the
 * pre-activation z is positive, positive contributions are favoured, where it is negative, negative ones:
 *
 *     z > 0:  a+ (w + gamma w+) + a- (w + gamma w-) + b + gamma b+
 *     z < 0:  a+ (w + gamma w-) + a- (w + gamma w+) + b + gamma b-
 *
 * @see L. Andéol et al.: Learning Domain Invariant Representations by Joint Wasserstein Distance Minimization (2021)
 * @throws {ValueError} for a negative gamma
 *
 * @example
 * ```ts
 * String(new GeneralizedGammaRule(0.25)); // => 'GeneralizedGammaRule(0.25)'
 * ```
 */
export class GeneralizedGammaRule extends LRPRule {
  constructor(readonly gamma = 0.25) {
    super();
    checkNonNegative('gamma', gamma);
  }

  override parameterSets({ weight, bias }: LayerParameters): ParameterSets {
    const favour = (part: (x: Tensor) => Tensor) => ({
      weight: weight && add(weight, mul(this.gamma, part(weight))),
      bias: bias && add(bias, mul(this.gamma, part(bias))),
    });
    return { original: { weight, bias }, positive: favour(positivePart), negative: favour(negativePart) };
  }

  override propagate(layer: LinearPropagation): Tensor {
    const z = layer.with('original').affine(layer.input);
    const [positive, negative] = [layer.with('positive'), layer.with('negative')];
    const where = (mask: Tensor) => ({ ...layer, relevance: mul(layer.relevance, mask) });
    return add(
      this.favouring(where(step(z)), positive, negative),
      this.favouring(where(step(mul(z, -1))), negative, positive),
    );
  }

  /** The input's positive part through `same`, its negative part through `other`. */
  private favouring(layer: LinearPropagation, same: BoundLinear, other: BoundLinear): Tensor {
    if (layer.inputIsNonNegative) {
      const share = this.divide(layer, same.affine(layer.input), same.bias);
      return mul(layer.input, same.transposed(share));
    }
    const positive = positivePart(layer.input);
    const negative = negativePart(layer.input);
    const share = this.divide(layer, add(same.affine(positive), other.linear(negative)), same.bias);
    return add(mul(positive, same.transposed(share)), mul(negative, other.transposed(share)));
  }

  override isCompatible({ hasWeight }: RuleTarget): boolean {
    return hasWeight;
  }

  protected override describe() {
    return [this.gamma];
  }
}
