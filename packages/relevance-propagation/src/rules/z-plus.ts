import { add, type Tensor } from '@tensorflow/tfjs-core';
import { AlphaBetaRule } from './alpha-beta';
import type { LinearPropagation } from './linear-propagation';
import type { RuleTarget } from './lrp-rule';
import type { LayerParameters, ParameterSets } from './parameters';
import { defaultStabilizer } from './stabilize';

/**
 * LRP-z+: only positive contributions count: z = a+ w+ + a- w- + b+. It equals `AlphaBetaRule(1, 0)`.
 *
 * @see G. Montavon et al.: Explaining NonLinear Classification Decisions with Deep Taylor Decomposition (2017)
 *
 * @example
 * ```ts
 * String(new ZPlusRule()); // => 'ZPlusRule'
 * ```
 */
export class ZPlusRule extends AlphaBetaRule {
  constructor() {
    super(1, 0);
  }

  override parameterSets(parameters: LayerParameters, target?: RuleTarget): ParameterSets {
    const { positive, negative } = super.parameterSets(parameters);
    return target?.inputIsNonNegative ? { positive } : { positive, negative };
  }

  override propagate(layer: LinearPropagation): Tensor {
    return this.share(layer, 'positive', 'negative');
  }

  /** z has no negative value. */
  override modifyDenominator(z: Tensor): Tensor {
    return add(z, defaultStabilizer);
  }

  protected override describe() {
    return [];
  }
}
