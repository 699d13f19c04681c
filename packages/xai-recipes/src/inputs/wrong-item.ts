import { RecipeError } from '../errors/errors';
import type { Modality } from './modality';

/** The error about an item of another kind than the recipe is for. */
export function wrongItem(kind: Modality, expected: string): RecipeError {
  return new RecipeError(`The item is of another kind than recipe.input.kind, ${kind}; expected ${expected}.`, {
    argument: 'item',
    expected,
  });
}
