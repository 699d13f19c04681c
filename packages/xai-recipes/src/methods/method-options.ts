import type { MethodOption } from './method-option';
import { methods } from './methods';
import * as shared from './options';

/**
 * All options of all methods, each once, with what is usual in words for all methods that listen to it.
 *
 * @example
 * ```ts
 * methodOptions().find(({ name }) => name === 'steps')?.usual; // => 50
 * ```
 */
export function methodOptions(): MethodOption[] {
  const known = new Map<string, MethodOption>(Object.values(shared).map((option) => [option.name, option]));
  const own = methods.flatMap(({ options }) => options);
  for (const option of own) if (!known.has(option.name)) known.set(option.name, option);
  return [...known.values()];
}
