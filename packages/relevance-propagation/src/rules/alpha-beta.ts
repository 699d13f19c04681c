import { add, mul, type Tensor } from '@tensorflow/tfjs-core';
import { ValueError } from 'xai-base';
import { checkNonNegative } from './check-argument';
import type { LinearPropagation } from './linear-propagation';
import { LRPRule, type RuleTarget } from './lrp-rule';
import type { LayerParameters, ParameterSets } from './parameters';
import { negativePart, positivePart } from './signs';

/**
 * LRP-alpha-beta: positive and negative contributions are shared apart, each with its own denominator and bias part:
 *
 *     z+ = a+ w+ + a- w- + b+,    z- = a+ w- + a- w+ + b-
 *     R_in = alpha * (positive contributions) R / z+  -  beta * (negative contributions) R / z-
 *
 * @param alpha the weight of the positive part
 * @param beta the weight of the negative part; alpha - beta = 1
 * @see S. Bach et al.: On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation (2015)
 * @throws {ValueError} unless alpha - beta = 1 and neither is negative
 *
 * @example
 * ```ts
 * String(new AlphaBetaRule(2, 1)); // => 'AlphaBetaRule(2, 1)'
 * ```
 */
export class AlphaBetaRule extends LRPRule {
  constructor(
    readonly alpha = 2,
    readonly beta = 1,
  ) {
    super();
    checkNonNegative('alpha', alpha);
    checkNonNegative('beta', beta);
    if (Math.abs(alpha - beta - 1) < 1e-9) return;
    const expected = 'alpha - beta = 1';
    throw new ValueError(`AlphaBetaRule(${alpha}, ${beta}): expected ${expected}.`, {
      argument: 'alpha',
      value: alpha,
      expected,
    });
  }

  override parameterSets({ weight, bias }: LayerParameters): ParameterSets {
    return {
      positive: { weight: weight && positivePart(weight), bias: bias && positivePart(bias) },
      negative: { weight: weight && negativePart(weight), bias: bias && negativePart(bias) },
    };
  }

  override propagate(layer: LinearPropagation): Tensor {
    const times = (factor: number) => ({ ...layer, relevance: mul(layer.relevance, factor) });
    const positive = this.share(times(this.alpha), 'positive', 'negative');
    if (this.beta === 0) return positive;
    return add(positive, this.share(times(-this.beta), 'negative', 'positive'));
  }

  /** The share of the contributions of one sign: of the input's positive part through `same`, of its negative part through `other`. */
  protected share(layer: LinearPropagation, same: string, other: string): Tensor {
    const through = layer.with(same);
    if (layer.inputIsNonNegative) {
      const share = this.divide(layer, through.affine(layer.input), through.bias);
      return mul(layer.input, through.transposed(share));
    }
    const against = layer.with(other);
    const positive = positivePart(layer.input);
    const negative = negativePart(layer.input);
    const z = add(through.affine(positive), against.linear(negative));
    const share = this.divide(layer, z, through.bias);
    return add(mul(positive, through.transposed(share)), mul(negative, against.transposed(share)));
  }

  override isCompatible({ hasWeight }: RuleTarget): boolean {
    return hasWeight;
  }

  protected override describe(): readonly unknown[] {
    return [this.alpha, this.beta];
  }
}
