import {
  findMethod,
  type Method,
  type MethodOption,
  type MethodRecipe,
  type Modality,
  methodFor,
  methodOptions,
} from 'xai-recipes';
import type { ExplainOptions } from './explain-options';

/** The options of methods that are given, by where they stand in a recipe; those of the method itself are told to whoever listens. */
export function givenOptions(options: ExplainOptions): [option: MethodOption, value: unknown][] {
  return methodOptions()
    .filter(({ name, kind }) => options[name] !== undefined && kind !== 'method')
    .map((option) => [option, options[option.name]]);
}

/**
 * The method that is asked for, or that of a recipe, and what it is told. An option goes to the method, to the one that it takes the mean of, or to both.
 *
 * @throws {RecipeError} for an unknown method, or one that does not explain such inputs
 */
export function methodRecipe(options: ExplainOptions, modality: Modality, base?: MethodRecipe): MethodRecipe {
  const isBase = base !== undefined && options.method === undefined && options.of === undefined;
  const method = methodFor(modality, options.method ?? base?.name);
  const inner = options.of === undefined ? method.of : findMethod(options.of);
  const told = givenOptions(options).filter(([{ path }]) => path === undefined);
  const hears = (one: Method | undefined, name: string) => one?.options.some((option) => option.name === name) ?? false;
  const namesOf = (own: typeof told) => Object.fromEntries(own.map(([{ name }, value]) => [name, value]));
  const forInner = told.filter(([{ name }]) => hears(inner, name));
  const forOuter = told.filter(([{ name }]) => hears(method, name) || !hears(inner, name));
  const asksForInner = options.of !== undefined || forInner.length > 0;
  const of = inner && asksForInner && { of: { name: inner.name, ...namesOf(forInner) } };
  return { ...(isBase && base), name: method.name, ...namesOf(forOuter), ...of };
}
