import * as v from 'valibot';
import { describeValue, nearest } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { checkMethod } from './check-method';
import { fieldsAt } from './fields-at';
import type { Recipe } from './recipe';
import { recipeSchema } from './schema';

/**
 * A recipe from anywhere, checked field by field: its version, what it says of the model, the input, the selection, and the options of its method, which
 * the table of methods describes.
 *
 * @param given plain JSON
 * @throws {RecipeError} with the path of the first field that is wrong, and what was expected
 *
 * @example
 * ```ts
 * const model = { source: 'model.json' };
 * const recipe = checkRecipe({ version: 1, model, input: { kind: 'image' }, method: { name: 'SmoothGrad', samples: 10 } });
 * recipe.method.samples; // => 10
 * const misspelt = { version: 1, model, input: { kind: 'image', normalise: '-1..1' }, method: { name: 'Gradient' } };
 * await (async () => checkRecipe(misspelt))().catch(String); // => 'RecipeError: recipe.input.normalise is no field; did you mean normalize?'
 * ```
 */
export function checkRecipe(given: unknown): Recipe {
  const result = v.safeParse(recipeSchema, given, { abortEarly: true });
  if (!result.success) throw wrongField(result.issues[0], given);
  const recipe = result.output as unknown as Recipe;
  checkMethod(recipe);
  return recipe;
}

function wrongField(issue: v.BaseIssue<unknown>, given: unknown): RecipeError {
  const keys = (issue.path ?? []).map(({ key }) => String(key));
  const argument = ['recipe', ...keys].join('.');
  const isOfField = issue.type === 'strict_object' || issue.type === 'loose_object';
  if (isOfField && issue.expected === 'never') return unknownField(argument, keys, given);
  const value = issue.path?.at(-1)?.value ?? (keys.length === 0 ? given : undefined);
  const isMissing = value === undefined && keys.length > 0;
  const expected = isMissing && isOfField ? 'this field' : issue.message;
  const what = isMissing ? 'is missing' : `is ${describeValue(value)}`;
  return new RecipeError(`${argument} ${what}; expected ${expected}.`, { argument, value, expected });
}

function unknownField(argument: string, keys: readonly string[], given: unknown): RecipeError {
  const known = fieldsAt(recipeSchema, keys.slice(0, -1), given);
  const guess = nearest(String(keys.at(-1)), known);
  const hint = guess ? `did you mean ${guess}?` : `expected one of ${known.join(', ')}.`;
  const expected = guess ?? known.join(', ');
  return new RecipeError(`${argument} is no field; ${hint}`, { argument, expected });
}
