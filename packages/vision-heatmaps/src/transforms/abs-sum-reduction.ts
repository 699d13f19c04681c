import { Reduction } from './reduction';

/**
 * The absolute value of the sum over the channels: `|sum_c x_c|`.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 1, 2], data: new Float64Array([3, -4]) };
 * new AbsSumReduction().apply(values, { colorRange: 'sample' }); // => { shape: [1, 1, 1], data: [1] }
 * ```
 */
export class AbsSumReduction extends Reduction {
  protected reduce(channels: Float64Array): number {
    return Math.abs(channels.reduce((sum, value) => sum + value, 0));
  }
}
