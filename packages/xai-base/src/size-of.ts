/**
 * How many elements an array of this shape has.
 *
 * @example
 * ```ts
 * sizeOf([2, 3]); // => 6
 * ```
 */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
