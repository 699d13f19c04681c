import { nearest } from 'xai-base';
import { RecipeError } from '../errors/errors';
import { wrongField } from '../errors/wrong-field';
import type { Method } from '../methods/method';
import { methodFor } from '../methods/method-for';
import type { MethodOption } from '../methods/method-option';
import { parseRule } from '../methods/rules';
import { fieldOf } from './fields';
import type { MethodRecipe, Recipe } from './recipe';

/**
 * Checks the method of a recipe: that it explains such inputs, has the options that it is told, and these values of their kind and range.
 *
 * @throws {RecipeError} naming the path of what is wrong
 */
export function checkMethod(recipe: Recipe): void {
  const { kind } = recipe.input;
  const method = methodFor(kind, recipe.method.name);
  checkOptions(recipe.method, 'recipe.method', method, kind);
  const taken = taking(recipe.method, method, kind);
  for (const path of [
    'recipe.seed',
    'recipe.model.logits',
    'recipe.comparedWith.brightness',
    'recipe.comparedWith.images',
  ])
    if (fieldOf(recipe, path) !== undefined && !taken.some((option) => option.path === path))
      throw unheard(method, path, fieldOf(recipe, path), taken);
}

/** The method that a recipe's method works on, with what that one is told. */
export function innerOf(
  recipe: MethodRecipe,
  method: Method,
  kind: Recipe['input']['kind'],
): [MethodRecipe, Method] | undefined {
  if (!method.options.some(({ name }) => name === 'of')) return undefined;
  if (recipe.of !== undefined) return [recipe.of, methodFor(kind, recipe.of.name)];
  return method.of && [{ name: method.of.name }, method.of];
}

function checkOptions(recipe: MethodRecipe, path: string, method: Method, kind: Recipe['input']['kind']): void {
  const own = method.options.filter((option) => option.path === undefined);
  for (const [name, value] of Object.entries(recipe)) {
    if (name === 'name' || value === undefined) continue;
    const option = own.find((one) => one.name === name);
    if (!option) throw unheard(method, `${path}.${name}`, value, taking(recipe, method, kind));
    if (option.kind === 'method') checkInner(value, `${path}.${name}`);
    else checkValue(option, value, `${path}.${name}`);
  }
  const inner = innerOf(recipe, method, kind);
  if (inner && recipe.of) checkOptions(inner[0], `${path}.of`, inner[1], kind);
}

function checkInner(value: unknown, path: string): void {
  if (typeof (Object(value) as { name?: unknown }).name === 'string') return;
  throw wrongField(path, value, 'a method: an object with a name');
}

function checkValue({ kind, least, most, choices }: MethodOption, value: unknown, path: string): void {
  switch (kind) {
    case 'count':
      if (Number.isSafeInteger(value) && (value as number) >= 1) return;
      throw wrongField(path, value, 'an integer of at least 1');
    case 'number': {
      if (
        Number.isFinite(value) &&
        !((value as number) < (least ?? -Infinity)) &&
        !((value as number) > (most ?? Infinity))
      )
        return;
      const range =
        most === undefined ? (least === undefined ? '' : ` of at least ${least}`) : ` from ${least} to ${most}`;
      throw wrongField(path, value, `a number${range}`);
    }
    case 'choice':
      if (choices?.some((choice) => choice.toLowerCase() === String(value).toLowerCase())) return;
      throw wrongField(path, value, `one of ${choices?.join(', ')}`);
    case 'yes':
      if (typeof value === 'boolean') return;
      throw wrongField(path, value, 'true or false');
    case 'rules':
      checkRules(value, path);
      return;
    default:
      if (typeof value === 'string' && value !== '') return;
      throw wrongField(path, value, 'a name');
  }
}

function checkRules(value: unknown, path: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrongField(path, value, 'an object from the name of a layer to a rule');
  for (const [layer, rule] of Object.entries(value)) parseRule(rule, `${path}.${layer}`);
}

/** The options that a method listens to, and the one that it takes the mean of. */
export function taking(recipe: MethodRecipe, method: Method, kind: Recipe['input']['kind']): MethodOption[] {
  const inner = innerOf(recipe, method, kind);
  return [...method.options, ...(inner ? taking(inner[0], inner[1], kind) : [])];
}

function unheard(method: Method, path: string, value: unknown, taken: readonly MethodOption[]): RecipeError {
  const known = [...new Set(taken.map((option) => option.path ?? `recipe.method.${option.name}`))];
  const expected = known.length > 0 ? `only ${known.join(', ')}` : 'no options of its own';
  const guess = nearest(path, known);
  const hint = guess && guess !== path ? ` Did you mean ${guess}?` : '';
  return new RecipeError(`${method.name} does not listen to ${path}; it takes ${expected}.${hint}`, {
    argument: path,
    value,
    expected,
  });
}
