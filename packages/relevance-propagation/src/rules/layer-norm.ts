import { LRPRule, type RuleTarget } from './lrp-rule';

/**
 * The rule for layer normalization: the subtraction of the mean is propagated as the linear operation that it is, the
 * standard deviation is held constant.
 *
 * @see A. Ali et al.: XAI for Transformers: Better Explanations through Conservative Propagation (2022)
 *
 * @example
 * ```ts
 * new LayerNormRule().isCompatible({ type: 'Dense', hasWeight: true }); // => false
 * ```
 */
export class LayerNormRule extends LRPRule {
  override isCompatible({ type }: RuleTarget): boolean {
    return type === 'LayerNormalization';
  }
}
