import { RecipeError } from '../errors/errors';
import { type Modality, modalities } from '../inputs/modality';
import type { Method } from './method';
import { findMethod, methods } from './methods';
import { usualMethod } from './usual-method';

/**
 * The method for a kind of input: the one named, or the usual one.
 *
 * @throws {RecipeError} for an unknown one, or one that does not explain such inputs
 *
 * @example
 * ```ts
 * methodFor('text').name; // => 'KernelSHAP'
 * ```
 */
export function methodFor(modality: Modality, name: string = usualMethod[modality]): Method {
  const method = findMethod(name);
  if (method.inputs.includes(modality)) return method;
  const expected = `one of ${methods
    .filter(({ inputs }) => inputs.includes(modality))
    .map((one) => one.name)
    .join(', ')}`;
  const takes = modalities.filter((one) => method.inputs.includes(one)).join(' and ');
  throw new RecipeError(`${method.name} explains inputs of the kind ${takes}, not ${modality}; expected ${expected}.`, {
    argument: 'recipe.method.name',
    value: name,
    expected,
  });
}
