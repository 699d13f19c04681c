import { describeValue, ShapeError, ValueError } from 'xai-base';
import { checkRule, isRule } from '../rules/check-rule';
import type { LRPRule } from '../rules/lrp-rule';
import { PassRule } from '../rules/pass';
import { ZeroRule } from '../rules/zero';
import type { CompositePrimitive } from './composite';
import { isInput, type LayerSlot } from './layer-slot';

/** The rules of a layer: its own, and that of the activation function inside of it. */
export interface LayerRules {
  readonly rule: LRPRule;
  readonly activationRule: LRPRule;
}

/** Whatever gives rules to the layers of a model: a composite, or a rule a layer. */
export type Rules = CompositePrimitive | readonly LRPRule[];

const zero = new ZeroRule();
const pass = new PassRule();

/**
 * The rules of each layer, in the order of the model's layers.
 *
 * @throws {ShapeError} for a list of rules that is not as long as the list of layers
 * @throws {ValueError} for anything that gives no rules
 */
export function assignRules(layers: readonly LayerSlot[], rules: Rules | undefined): Map<LayerSlot, LayerRules> {
  checkRules(rules);
  if (Array.isArray(rules)) return assignList(layers, rules);
  const composite = rules as CompositePrimitive | undefined;
  return new Map(
    layers.map((layer) => [
      layer,
      { rule: isInput(layer) ? pass : zero, activationRule: pass, ...composite?.assign(layer, layers) },
    ]),
  );
}

/** @throws {ValueError} for anything that gives no rules */
export function checkRules(rules: Rules | undefined): void {
  if (Array.isArray(rules)) {
    rules.forEach((rule, index) => {
      checkRule(rule, `rules[${index}]`);
    });
    return;
  }
  const composite = rules as CompositePrimitive | undefined;
  if (composite !== undefined && typeof composite?.assign !== 'function') {
    const expected = 'a composite, such as new EpsilonPlus(), or a list of rules, one a layer';
    const [one, list] = [isRule(composite), 'new Composite(new GlobalMap(rule)) gives all layers one rule'];
    throw new ValueError(`rules is ${describeValue(rules)}; expected ${expected}.${one ? ` ${list}.` : ''}`, {
      argument: 'rules',
      value: rules,
      expected,
    });
  }
}

function assignList(layers: readonly LayerSlot[], rules: readonly LRPRule[]): Map<LayerSlot, LayerRules> {
  const inner = layers.filter((layer) => !isInput(layer));
  const named = [layers, inner].find(({ length }) => length === rules.length);
  if (!named) {
    const expected = `${inner.length} rules, one a layer: ${inner.map(({ path }) => path).join(', ')}`;
    throw new ShapeError(`${rules.length} rules given; expected ${expected}.`, {
      argument: 'rules',
      value: rules.length,
      expected,
    });
  }
  return new Map(named.map((layer, index) => [layer, { rule: rules[index], activationRule: rules[index] }]));
}
