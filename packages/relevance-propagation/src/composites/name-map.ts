import type { LRPRule } from '../rules/lrp-rule';
import type { AssignedRules, CompositePrimitive } from './composite';
import type { LayerSlot } from './layer-slot';

/**
 * Rules by the names (or paths) of layers; of several that fit, the last.
 *
 * @example
 * ```ts
 * const map = new NameMap([['conv1', 'conv2'], new ZPlusRule()], ['dense', new EpsilonRule(0.5)]);
 * String(map); // => 'NameMap:\n    conv1, conv2 => ZPlusRule\n    dense => EpsilonRule(0.5)'
 * ```
 */
export class NameMap implements CompositePrimitive {
  readonly rules: readonly (readonly [names: string | readonly string[], rule: LRPRule])[];

  constructor(...rules: (readonly [names: string | readonly string[], rule: LRPRule])[]) {
    this.rules = rules;
  }

  assign({ name, path }: LayerSlot): AssignedRules | undefined {
    const found = this.rules.findLast(([names]) => [names].flat().some((one) => one === name || one === path));
    return found && { rule: found[1], activationRule: found[1] };
  }

  toString(): string {
    return `NameMap:${this.rules.map(([names, rule]) => `\n    ${[names].flat().join(', ')} => ${rule}`).join('')}`;
  }
}
