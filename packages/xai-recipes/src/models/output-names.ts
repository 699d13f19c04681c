import { describeValue, nearest } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { listNames } from '../errors/list-names';
import type { OutputRecipe } from '../recipe/recipe';

/**
 * The index of an output, or its index path, that is given by that, or by the name of its class.
 *
 * @param path where it is given, for the message: `recipe.selection.output`
 * @param labels the names of the outputs
 * @throws {RecipeError} when it is neither
 */
export function findOutput(
  path: string,
  given: OutputRecipe,
  labels: readonly string[] = [],
): number | readonly number[] {
  if (typeof given !== 'string') return given;
  const place = labels.findIndex((name) => name.toLowerCase() === given.toLowerCase());
  if (place >= 0) return place;
  const guess = /\p{L}/u.test(given) ? nearest(given, labels) : undefined;
  const names = labels.length > 0 ? `or one of ${listNames(labels)}` : 'as nothing names its classes';
  const hint = guess ? `Did you mean ${guess}?` : `Expected an integer of at least 0, ${names}.`;
  throw new RecipeError(`${path} is ${describeValue(given)}. ${hint}`, {
    argument: path,
    value: given,
    expected: hint,
  });
}
