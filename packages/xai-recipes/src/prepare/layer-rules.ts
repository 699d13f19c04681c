import type { Model } from 'xai-base';
import { RecipeError } from '../errors/errors';
import type { Subject } from '../inputs/subject';
import { rulesIn } from '../methods/create-lrp';
import type { Method, MethodSettings } from '../methods/method';
import { ruleText } from '../methods/rules';

/** A layer, or operator, that relevance passes, and its rule, as `recipe.method.rules` has it. */
export interface LayerRule {
  readonly layer: string;
  readonly type: string;
  readonly rule: string;
}

/** @throws {RecipeError} for a method that has no rules for layers */
export function checkTakesRules({ name, options }: Method): void {
  if (options.some((option) => option.name === 'rules')) return;
  const expected = 'LRP or CRP';
  const message = `${name} has no rules for layers; expected ${expected}.`;
  throw new RecipeError(message, { argument: 'recipe.method.name', value: name, expected });
}

/** The rule of each layer, or operator, that LRP goes through. */
export function layerRules(model: Model, settings: MethodSettings, { input }: Subject): LayerRule[] {
  return rulesIn(model, settings, input).map(({ name, type, rule }) => ({ layer: name, type, rule: ruleText(rule) }));
}
