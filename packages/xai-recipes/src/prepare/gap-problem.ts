import type { Tensor } from '@tensorflow/tfjs-core';
import { XaiError } from 'xai-base';
import { RecipeError } from '../errors/errors';
import type { Recipe } from '../recipe/recipe';

/**
 * An error about numbers that are none, of an input whose missing values a recipe keeps as NaN: it says what else may stand in for them. Any other error as it is.
 */
export async function gapProblem(error: unknown, { input: read, method }: Recipe, input: Tensor): Promise<unknown> {
  if (!('missing' in read) || read.missing !== 'NaN') return error;
  if (!(error instanceof XaiError) || error.expected !== 'finite numbers') return error;
  if (!(await input.data()).some((value: number) => Number.isNaN(value))) return error;
  const expected = 'recipe.input.missing with a number or typical (the mean of the column)';
  const why = `a value is missing, and the model, or ${method.name}, takes no NaN in its place`;
  return new RecipeError(`${error.message.replace(/\.$/, '')}: ${why}; expected ${expected}.`, {
    argument: 'recipe.input.missing',
    value: read.missing,
    expected,
    cause: error,
  });
}
