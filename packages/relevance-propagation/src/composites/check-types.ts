import { serialization } from '@tensorflow/tfjs-core';
import { describeValue, nearest, ValueError } from 'xai-base';
import * as groups from '../layers/groups';
import { knownLayers } from '../layers/registry';
import { checkRule } from '../rules/check-rule';

/**
 * Checks the lines of a primitive that gives rules by class: `[type or group, rule]`.
 *
 * @param owner the primitive's class
 * @throws {ValueError} for anything else, and for a class of layers that does not exist
 */
export function checkTypeRules(owner: string, rules: readonly unknown[]): void {
  for (const line of rules) {
    const [types, rule] = Array.isArray(line) && line.length === 2 ? line : [undefined, undefined];
    const names = [types].flat();
    if (names.length === 0 || !names.every((name) => typeof name === 'string')) {
      const expected =
        "lines [type or group, rule], such as ['Dense', new EpsilonRule()] or [ConvLayer, new ZPlusRule()]";
      const given = Array.isArray(line) && line.length === 2 ? describeValue(types) : describeValue(line);
      throw new ValueError(`${owner} got ${given}; expected ${expected}.`, {
        argument: 'rules',
        value: line,
        expected,
      });
    }
    for (const name of names) checkType(owner, name);
    checkRule(rule, `the rule of ${names.join(', ')}`);
  }
}

/** A class is known when this package, or tfjs-layers and what is registered with it, has it. */
function checkType(owner: string, type: string): void {
  if (knownLayers().includes(type) || type === 'InputLayer') return;
  if (type in serialization.SerializationMap.getMap().classNameMap) return;
  const guess = nearest(type, knownLayers());
  const isGroup = Object.hasOwn(groups, type);
  const wayOut = isGroup
    ? `it is the group ${type}, without quotes.`
    : `${guess ? `did you mean ${guess}? ` : ''}A layer of your own is registered first: registerLayer(${describeValue(type)}, ...).`;
  const expected = 'the class of a layer, as layer.getClassName() tells it';
  throw new ValueError(`${owner} names the layers ${describeValue(type)}, which do not exist; ${wayOut}`, {
    argument: 'type',
    value: type,
    expected,
  });
}
