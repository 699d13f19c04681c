import { describeValue, ValueError } from 'xai-base';
import { checkRule } from '../rules/check-rule';
import type { LRPRule } from '../rules/lrp-rule';
import type { AssignedRules, CompositePrimitive } from './composite';
import { layerNotFound } from './layer-not-found';
import { isNamed, type LayerSlot } from './layer-slot';

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

  /** @throws {ValueError} for anything but lines of names and rules */
  constructor(...rules: (readonly [names: string | readonly string[], rule: LRPRule])[]) {
    for (const line of rules as readonly unknown[]) checkLine(line);
    this.rules = rules;
  }

  /** @throws {LayerNotFoundError} when the model has no layer of one of the names */
  assign(layer: LayerSlot, layers: readonly LayerSlot[]): AssignedRules | undefined {
    const all = this.rules.flatMap(([names]) => names);
    const unknown = all.find((one) => !layers.some((slot) => isNamed(slot, one)));
    if (unknown !== undefined) throw layerNotFound('NameMap', unknown, layers);
    const found = this.rules.findLast(([names]) => [names].flat().some((one) => isNamed(layer, one)));
    return found && { rule: found[1], activationRule: found[1] };
  }

  toString(): string {
    return `NameMap:${this.rules.map(([names, rule]) => `\n    ${[names].flat().join(', ')} => ${rule}`).join('')}`;
  }
}

function checkLine(line: unknown): void {
  const [names, rule] = Array.isArray(line) ? line : [undefined, undefined];
  if (names === undefined || ![names].flat().every((name) => typeof name === 'string')) {
    const expected = "lines [name or names, rule], such as ['conv1', new ZPlusRule()]";
    throw new ValueError(`NameMap got ${describeValue(line)}; expected ${expected}.`, {
      argument: 'rules',
      value: line,
      expected,
    });
  }
  checkRule(rule, `the rule of ${[names].flat().join(', ')}`);
}
