import type { Tensor } from '@tensorflow/tfjs-core';
import { AlphaBetaRule } from './alpha-beta';
import type { LinearPropagation } from './linear-propagation';

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

  override propagate(layer: LinearPropagation): Tensor {
    return this.share(layer, 'positive', 'negative');
  }

  protected override describe() {
    return [];
  }
}
