import { RecipeError } from '../errors/errors';

/**
 * The index path of an index in row-major order.
 *
 * @param shape of a sample's output
 *
 * @example
 * ```ts
 * pathOf(5, [3, 2]); // => [2, 1]
 * ```
 */
export function pathOf(index: number, shape: readonly number[]): number[] {
  let rest = index;
  return shape
    .toReversed()
    .map((length) => {
      const place = rest % length;
      rest = Math.floor(rest / length);
      return place;
    })
    .reverse();
}

/**
 * The index in row-major order of an index path.
 *
 * @param shape of a sample's output
 * @throws {RecipeError} for a path that leads to none
 *
 * @example
 * ```ts
 * indexOf([2, 1], [3, 2]); // => 5
 * ```
 */
export function indexOf(path: readonly number[], shape: readonly number[]): number {
  const isThere = path.length === shape.length && path.every((index, axis) => index < shape[axis]);
  if (isThere) return path.reduce((position, index, axis) => position * shape[axis] + index, 0);
  const expected = `an index path into [${shape.join(', ')}]`;
  throw new RecipeError(`recipe.selection names the output [${path.join(', ')}]; expected ${expected}.`, {
    argument: 'recipe.selection',
    value: path,
    expected,
  });
}
