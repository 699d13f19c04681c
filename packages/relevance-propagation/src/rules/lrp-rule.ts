import { div, mul, type Tensor } from '@tensorflow/tfjs-core';
import type { LinearPropagation, RelevanceDivision } from './linear-propagation';
import type { ActivationPropagation, SumPropagation } from './other-propagations';
import type { LayerParameters, ParameterSets } from './parameters';
import { stabilize } from './stabilize';

/** What a rule may know of a layer to say whether it is made for it. */
export interface RuleTarget {
  /** The class of the layer, such as `Conv2D`. */
  readonly type: string;
  /** Whether the layer has a weight of its own. */
  readonly hasWeight: boolean;
  /** Whether the layer's input is known to have no negative value. */
  readonly inputIsNonNegative?: boolean;
}

/**
 * How relevance passes a layer. With the layer's input a and the relevance R of its output:
 *
 *     a~ = modifyInput(a)
 *     z  = linear(a~) + b,    with modified weight and bias
 *     s  = R / modifyDenominator(z)
 *     R_in = a~ * transposed(s)
 *
 * A rule overrides the steps that it modifies, or `propagate` as a whole.
 *
 * @see G. Montavon, A. Binder, S. Lapuschkin, W. Samek, K.-R. Müller: Layer-Wise Relevance Propagation: An Overview (2019)
 *
 * @example
 * ```ts
 * class DoublePositiveRule extends LRPRule {
 *   override modifyParameters(parameter: tf.Tensor) {
 *     return tf.add(parameter, tf.relu(parameter));
 *   }
 * }
 * String(new DoublePositiveRule()); // => 'DoublePositiveRule'
 * ```
 */
export abstract class LRPRule {
  /** The layer's input as the rule takes it. */
  modifyInput(input: Tensor): Tensor {
    return input;
  }

  /** Weight or bias as the rule takes it. */
  modifyParameters(parameter: Tensor): Tensor {
    return parameter;
  }

  /** The weight as the rule takes it; like all parameters unless overridden. */
  modifyWeight(weight: Tensor): Tensor {
    return this.modifyParameters(weight);
  }

  /** The bias as the rule takes it; like all parameters unless overridden. Nothing: no bias. */
  modifyBias(bias: Tensor): Tensor | undefined {
    return this.modifyParameters(bias);
  }

  /** The denominator that relevance is divided by. */
  modifyDenominator(z: Tensor): Tensor {
    return stabilize(z);
  }

  /** Whether the rule is made for a layer. On layers without a weight, `ZeroRule` stands in for a rule that is not. */
  isCompatible(_layer: RuleTarget): boolean {
    return true;
  }

  /** The modified parameters, computed from the present ones in each run that is not compiled. A rule that needs several sets names them. */
  parameterSets({ weight, bias }: LayerParameters, _target?: RuleTarget): ParameterSets {
    return { modified: { weight: weight && this.modifyWeight(weight), bias: bias && this.modifyBias(bias) } };
  }

  /**
   * One linear layer: the generic step.
   *
   * @returns the relevance of the layer's input, of its shape
   */
  propagate(layer: LinearPropagation): Tensor {
    const input = this.modifyInput(layer.input);
    const z = layer.modified.affine(input);
    const share = this.divide(layer, z, layer.modified.bias);
    return mul(input, layer.modified.transposed(share));
  }

  /**
   * A sum of tensors: each term has its share of the relevance.
   *
   * @returns the relevance of each term, of the sum's shape
   */
  propagateSum(sum: SumPropagation): Tensor[] {
    const parts = sum.terms.map((term, index) => scale(term, sum.coefficients[index]));
    const share = this.divide(sum, sum.sum());
    return parts.map((part) => mul(part, share));
  }

  /**
   * An activation function: relevance passes unchanged.
   *
   * @returns the relevance of the activation's input
   */
  propagateActivation({ relevance }: ActivationPropagation): Tensor {
    return relevance;
  }

  /** R / modifyDenominator(z), noted for the conservation report. */
  protected divide(
    { relevance, observe }: { relevance: Tensor; observe?: (division: RelevanceDivision) => void },
    z: Tensor,
    bias?: Tensor,
  ): Tensor {
    const denominator = this.modifyDenominator(z);
    const quotient = div(relevance, denominator);
    observe?.({ quotient, z, denominator, bias });
    return quotient;
  }

  /** The rule's arguments, as they are printed. */
  protected describe(): readonly unknown[] {
    return [];
  }

  toString(): string {
    const described = this.describe().map(String).join(', ');
    return described ? `${this.constructor.name}(${described})` : this.constructor.name;
  }
}

function scale(term: Tensor, coefficient: number): Tensor {
  return coefficient === 1 ? term : mul(term, coefficient);
}
