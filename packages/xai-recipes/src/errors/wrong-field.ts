import { describeValue } from 'xai-base';
import { RecipeError } from './errors';

/**
 * The error about a field of a recipe: where it is, what it has, and what was expected.
 *
 * @param path such as `recipe.model.fix`
 * @param hint what else helps, such as the name that was meant
 */
export function wrongField(path: string, value: unknown, expected: string, hint = ''): RecipeError {
  const message = `${path} is ${describeValue(value)}; expected ${expected}.${hint && ` ${hint}`}`;
  return new RecipeError(message, { argument: path, value, expected });
}
