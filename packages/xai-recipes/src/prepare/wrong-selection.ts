import { describeValue } from 'xai-base';
import { RecipeError } from '../errors/errors';

/** The error about a field of a selection. */
export function wrongSelection(field: string, value: unknown, expected: string): RecipeError {
  const argument = `recipe.selection.${field}`;
  return new RecipeError(`${argument} is ${describeValue(value)}; expected ${expected}.`, {
    argument,
    value,
    expected,
  });
}
