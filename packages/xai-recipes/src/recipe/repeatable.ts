import { methodFor } from '../methods/method-for';
import { taking } from './check-method';
import type { Recipe } from './recipe';

/**
 * The recipe with a seed, if its method draws random numbers and is not told one: who follows it twice gets the same.
 *
 * @param seed of a recipe without one
 *
 * @example
 * ```ts
 * const recipe = { version: 1, model: { source: 'model.json' }, input: { kind: 'image' } } as const;
 * repeatable({ ...recipe, method: { name: 'SmoothGrad' } }).seed; // => 0
 * repeatable({ ...recipe, method: { name: 'Gradient' } }).seed; // => undefined
 * ```
 */
export function repeatable(recipe: Recipe, seed = 0): Recipe {
  const { kind } = recipe.input;
  const options = taking(recipe.method, methodFor(kind, recipe.method.name), kind);
  return recipe.seed === undefined && options.some(({ path }) => path === 'recipe.seed') ? { ...recipe, seed } : recipe;
}
