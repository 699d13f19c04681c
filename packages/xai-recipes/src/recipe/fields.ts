/**
 * The value at a path of a recipe, such as `recipe.input.kind`; undefined where there is none.
 *
 * @example
 * ```ts
 * fieldOf({ input: { kind: 'text' } }, 'recipe.input.kind'); // => 'text'
 * ```
 */
export function fieldOf(recipe: object, path: string): unknown {
  const [, ...keys] = path.split('.');
  return keys.reduce<unknown>((value, key) => Object(value)[key], recipe);
}

/**
 * A recipe with another value at a path; undefined takes what is there away.
 *
 * @example
 * ```ts
 * withField({ method: { name: 'LIME' } }, 'recipe.method.samples', 10); // => { method: { name: 'LIME', samples: 10 } }
 * ```
 */
export function withField<R extends object>(recipe: R, path: string, value: unknown): R {
  const [, ...keys] = path.split('.');
  return set(recipe, keys, value) as R;
}

function set(object: object, [key, ...rest]: readonly string[], value: unknown): object {
  const { [key]: old, ...others } = object as Record<string, unknown>;
  const next = rest.length > 0 ? set(Object(old ?? {}), rest, value) : value;
  return next === undefined ? others : { ...others, [key]: next };
}
