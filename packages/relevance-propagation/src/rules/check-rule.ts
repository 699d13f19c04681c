import { wrongValue } from 'xai-base';
import type { LRPRule } from './lrp-rule';

/** Whether a value is a rule, of whatever copy of this package. */
export function isRule(value: unknown): value is LRPRule {
  const rule = value as LRPRule | undefined | null;
  return typeof rule?.propagate === 'function' && typeof rule.parameterSets === 'function';
}

/** @throws {ValueError} for anything but a rule */
export function checkRule(rule: unknown, argument = 'rule'): void {
  if (isRule(rule)) return;
  const expected = 'a rule, such as new EpsilonRule()';
  throw wrongValue(argument, rule, expected);
}
