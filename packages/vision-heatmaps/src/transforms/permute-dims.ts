import { describeValue, ShapeError } from 'xai-base';
import { permute } from '../values/permute';
import type { Values } from '../values/values';
import { ValueTransform } from './value-transform';

/**
 * Puts the axes of the values in another order, as `transpose` does: `new PermuteDims(0, 2, 3, 1)` brings channels first
 * to channels last.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 2, 1, 2], data: new Float64Array([1, 2, 3, 4]) };
 * new PermuteDims(0, 2, 3, 1).apply(values, { colorRange: 'sample' }); // => { shape: [1, 1, 2, 2], data: [1, 3, 2, 4] }
 * ```
 */
export class PermuteDims extends ValueTransform {
  readonly dims: readonly number[];

  /**
   * @param dims axis `i` of the result is axis `dims[i]` of the values; the batch is axis 0
   * @throws {ShapeError} for numbers that are not 0, 1, ... in some order
   */
  constructor(...dims: number[]) {
    super();
    this.dims = dims;
    if (dims.length > 0 && dims.every((_, axis) => dims.includes(axis))) return;
    const expected = 'each axis once, such as 0, 2, 3, 1';
    throw new ShapeError(`dims is ${describeValue(dims)}; expected ${expected}.`, {
      argument: 'dims',
      value: dims,
      expected,
    });
  }

  /** @throws {ShapeError} for values of another rank */
  protected change(values: Values): Values {
    if (values.shape.length === this.dims.length) return permute(values, this.dims);
    const expected = `${this.dims.length} axes`;
    throw new ShapeError(
      `PermuteDims(${this.dims}) was given values of shape [${values.shape}]; expected ${expected}.`,
      { argument: 'dims', value: values.shape, expected },
    );
  }
}
