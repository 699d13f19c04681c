import { LRPRule } from './lrp-rule';

/**
 * LRP-0: relevance is shared by contribution to the pre-activation, R_in = a * W^T (R / z).
 *
 * @see S. Bach et al.: On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise Relevance Propagation (2015)
 *
 * @example
 * ```ts
 * String(new ZeroRule()); // => 'ZeroRule'
 * ```
 */
export class ZeroRule extends LRPRule {}
