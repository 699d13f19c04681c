import { Reduction } from './reduction';

/**
 * The sum over the channels: `sum_c x_c`.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 1, 2], data: new Float64Array([3, -4]) };
 * new SumReduction().apply(values, { colorRange: 'sample' }); // => { shape: [1, 1, 1], data: [-1] }
 * ```
 */
export class SumReduction extends Reduction {
  protected reduce(channels: Float64Array): number {
    return channels.reduce((sum, value) => sum + value, 0);
  }
}
