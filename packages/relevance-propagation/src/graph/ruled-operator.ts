import type { LRPRule } from '../rules/lrp-rule';
import { ZeroRule } from '../rules/zero';
import type { OperatorNode } from './operator-node';

/**
 * What passes a product of two values that both depend on the input, and softmax: with `constant`, all to what is gated, and half to each where there is
 * no gate; with `relevant`, half to each, but all to what the gates of recurrent cells let through, and through softmax its derivative; with
 * `conservative`, as CP-LRP defines it, all to what is gated, the derivative where there is no gate, and nothing through softmax.
 */
export type GatePolicy = 'constant' | 'relevant' | 'conservative';

/** A node with the rules that it got. */
export interface RuledOperator extends OperatorNode {
  readonly rule: LRPRule;
  readonly activationRule: LRPRule;
}

/** The rule by which relevance passes a node: of an activation the one for activations, unless its class got one of its own. */
export function ruleOf({ rule, activationRule, verdict }: RuledOperator): LRPRule {
  return verdict.kind === 'activation' && rule.constructor === ZeroRule ? activationRule : rule;
}
