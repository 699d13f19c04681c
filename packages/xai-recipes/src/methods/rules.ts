import {
  AlphaBetaRule,
  EpsilonRule,
  FlatRule,
  GammaRule,
  GeneralizedGammaRule,
  type LRPRule,
  PassRule,
  WSquareRule,
  ZBoxRule,
  ZeroRule,
  ZPlusRule,
} from 'relevance-propagation';
import { describeValue, nearest } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { wrongField } from '../errors/wrong-field';

type Rule = readonly [most: number, create: (...numbers: number[]) => LRPRule];

/** How many numbers a rule takes at most, and what makes it. */
const rules: Readonly<Record<string, Rule>> = {
  Zero: [0, () => new ZeroRule()],
  Epsilon: [1, (epsilon) => new EpsilonRule(epsilon)],
  Gamma: [1, (gamma) => new GammaRule(gamma)],
  GeneralizedGamma: [1, (gamma) => new GeneralizedGammaRule(gamma)],
  AlphaBeta: [2, (alpha, beta) => new AlphaBetaRule(alpha, beta)],
  ZPlus: [0, () => new ZPlusRule()],
  ZBox: [2, (low, high) => new ZBoxRule(low, high)],
  WSquare: [0, () => new WSquareRule()],
  Flat: [0, () => new FlatRule()],
  Pass: [0, () => new PassRule()],
};

/**
 * The names of the rules of relevance propagation, as recipes have them; some take numbers: `Epsilon(0.1)`, `AlphaBeta(2, 1)`.
 *
 * @example
 * ```ts
 * ruleNames.includes('ZPlus'); // => true
 * ```
 */
export const ruleNames: readonly string[] = Object.keys(rules);

/**
 * The rule of a text, such as `ZPlus` or `Epsilon(0.1)`.
 *
 * @param path where it stands in the recipe
 * @throws {RecipeError} for anything else
 */
export function parseRule(text: unknown, path: string): LRPRule {
  const [, name = '', inner = ''] = /^\s*(\w+?)(?:Rule)?\s*(?:\((.*)\))?\s*$/.exec(String(text)) ?? [];
  const numbers = inner.trim() === '' ? [] : inner.split(',').map(Number);
  const [most, create] = rules[name] ?? [];
  try {
    if (create && numbers.length <= Number(most) && numbers.every(Number.isFinite)) return create(...numbers);
  } catch (cause) {
    throw new RecipeError(`${path} is ${describeValue(text)}: ${(cause as Error).message}`, { argument: path, cause });
  }
  const guess = nearest(name, ruleNames);
  const expected = `one of ${ruleNames.join(', ')}, some with numbers: Epsilon(0.1), AlphaBeta(2, 1), ZBox(0, 1)`;
  throw wrongField(path, text, expected, guess && guess !== name ? `Did you mean ${guess}?` : undefined);
}

/** A rule as a recipe has it: `ZPlus`, `Epsilon(0.1)`. */
export function ruleText(rule: LRPRule): string {
  return String(rule).replace(/Rule/, '').replace('()', '');
}
