/** The length of each axis; null stands for any. */
export type Shape = readonly (number | null)[];

/**
 * A shape in words: `[any, 28, 28, 1]`.
 *
 * @example
 * ```ts
 * shapeText([null, 28, 28, 1]); // => '[any, 28, 28, 1]'
 * ```
 */
export function shapeText(shape?: Shape): string {
  return shape ? `[${shape.map((length) => length ?? 'any').join(', ')}]` : '[any shape]';
}
