import { describeValue, ShapeError } from 'xai-base';
import type { Values } from '../values/values';
import { ValueTransform } from './value-transform';

/**
 * Drops axes of length 1.
 *
 * @example
 * ```ts
 * const values = { shape: [2, 1, 1, 3], data: new Float64Array(6) };
 * new DropDims(1).apply(values, { colorRange: 'sample' }); // => { shape: [2, 1, 3], data: [0, 0, 0, 0, 0, 0] }
 * ```
 */
export class DropDims extends ValueTransform {
  readonly dims: readonly number[];

  /**
   * @param dims the axes to drop; the batch is axis 0
   * @throws {ShapeError} for what is no axis
   */
  constructor(...dims: number[]) {
    super();
    this.dims = dims;
    if (dims.every((axis) => Number.isInteger(axis) && axis >= 0)) return;
    const expected = 'axes, counted from 0';
    throw new ShapeError(`dims is ${describeValue(dims)}; expected ${expected}.`, {
      argument: 'dims',
      value: dims,
      expected,
    });
  }

  /** @throws {ShapeError} for an axis that is missing or not of length 1 */
  protected change({ shape, data }: Values): Values {
    const wrong = this.dims.find((axis) => shape[axis] !== 1);
    if (wrong === undefined) return { shape: shape.filter((_, axis) => !this.dims.includes(axis)), data };
    const expected = 'axes of length 1';
    throw new ShapeError(`DropDims(${this.dims}) was given values of shape [${shape}]; expected ${expected}.`, {
      argument: 'dims',
      value: wrong,
      expected,
    });
  }
}
