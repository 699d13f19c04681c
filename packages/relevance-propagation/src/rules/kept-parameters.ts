import { scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { derivedFrom } from 'tfjs-gradients';
import { AlphaBetaRule } from './alpha-beta';
import { FlatRule } from './flat';
import { GammaRule } from './gamma';
import { GeneralizedGammaRule } from './generalized-gamma';
import type { LRPRule, RuleTarget } from './lrp-rule';
import type { LayerParameters, ParameterSets } from './parameters';
import { WSquareRule } from './w-square';
import { ZBoxRule } from './z-box';
import { ZPlusRule } from './z-plus';

/** The rules whose name and arguments, as they are printed, say all of what they make of a weight. */
const known: readonly unknown[] = [
  AlphaBetaRule,
  FlatRule,
  GammaRule,
  GeneralizedGammaRule,
  WSquareRule,
  ZBoxRule,
  ZPlusRule,
];

/**
 * The parameter sets of a rule. What a rule of this package makes of a weight is kept with the weight's data, for the next analysis, and freed with it;
 * a rule of one's own makes it anew.
 */
export function parameterSets(rule: LRPRule, own: LayerParameters, target: RuleTarget): ParameterSets {
  const { weight, bias } = own;
  if (!weight || !known.includes(rule.constructor)) return rule.parameterSets(own, target);
  const example = scalar(0); // tells which sets there are, at no cost
  const sets = Object.entries(rule.parameterSets({ weight: example, bias }, target));
  return Object.fromEntries(
    sets.map(([name, set]) => {
      const make = () => rule.parameterSets({ weight }, target)[name].weight as Tensor;
      const isOwn = set.weight === example;
      return [name, { bias: set.bias, weight: isOwn ? weight : derivedFrom(weight, `${rule} ${name}`, make) }];
    }),
  );
}

/** Whether one of a rule's sets may be the parameters as they are. */
export function mayUseOwn(rule: LRPRule, has: { readonly weight: boolean; readonly bias: boolean }): boolean {
  if (!has.weight || !known.includes(rule.constructor)) return true;
  return tidy(() => {
    const [weight, bias] = [scalar(0), has.bias ? scalar(0) : undefined]; // tell which sets there are, at no cost
    const sets = Object.values(rule.parameterSets({ weight, bias }));
    return sets.some((set) => set.weight === weight && set.bias === bias);
  });
}
