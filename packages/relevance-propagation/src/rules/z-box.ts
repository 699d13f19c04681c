import { add, broadcastTo, fill, mul, sub, Tensor } from '@tensorflow/tfjs-core';
import { describeValue, ValueError } from 'xai-base';
import type { LinearPropagation } from './linear-propagation';
import { LRPRule, type RuleTarget } from './lrp-rule';
import type { LayerParameters, ParameterSets } from './parameters';
import { negativePart, positivePart } from './signs';

/**
 * LRP-z^B: for a first layer whose inputs are bounded, low <= a <= high, as pixels are:
 * R_in = a * W^T s - low * W+^T s - high * W-^T s, with z = a W - low W+ - high W-, and s = R / z. The biases cancel.
 *
 * @param low the lowest values: a number, or a tensor of the input's shape (or one that broadcasts to it)
 * @param high the highest values
 * @see G. Montavon et al.: Explaining NonLinear Classification Decisions with Deep Taylor Decomposition (2017)
 * @throws {ValueError} for numbers low > high
 *
 * @example
 * ```ts
 * String(new ZBoxRule(0, 1)); // => 'ZBoxRule(0, 1)'
 * ```
 */
export class ZBoxRule extends LRPRule {
  constructor(
    readonly low: number | Tensor,
    readonly high: number | Tensor,
  ) {
    super();
    const inOrder = typeof low !== 'number' || typeof high !== 'number' || low <= high;
    if (inOrder && [low, high].every((bound) => bound instanceof Tensor || Number.isFinite(bound))) return;
    const expected = 'two numbers, or tensors of the input’s shape, the lower first';
    throw new ValueError(`ZBoxRule(${describeValue(low)}, ${describeValue(high)}): expected ${expected}.`, {
      argument: 'low',
      value: low,
      expected,
    });
  }

  override parameterSets({ weight }: LayerParameters): ParameterSets {
    return {
      original: { weight },
      positive: { weight: positivePart(weight as Tensor) },
      negative: { weight: negativePart(weight as Tensor) },
    };
  }

  override propagate(layer: LinearPropagation): Tensor {
    const { input } = layer;
    const [low, high] = [bound(this.low, input), bound(this.high, input)];
    const [original, positive, negative] = ['original', 'positive', 'negative'].map(layer.with);
    const z = sub(original.linear(input), add(positive.linear(low), negative.linear(high)));
    const share = this.divide(layer, z);
    const taken = add(mul(low, positive.transposed(share)), mul(high, negative.transposed(share)));
    return sub(mul(input, original.transposed(share)), taken);
  }

  override isCompatible({ hasWeight }: RuleTarget): boolean {
    return hasWeight;
  }

  protected override describe() {
    return [this.low, this.high].map((value) => (value instanceof Tensor ? `tensor [${value.shape}]` : value));
  }
}

function bound(value: number | Tensor, input: Tensor): Tensor {
  return value instanceof Tensor ? broadcastTo(value, input.shape) : fill(input.shape, value);
}
