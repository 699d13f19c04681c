import { Reduction } from './reduction';

/**
 * The sum of the absolute values of the channels: `sum_c |x_c|`.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 1, 2], data: new Float64Array([3, -4]) };
 * new SumAbsReduction().apply(values, { colorRange: 'sample' }); // => { shape: [1, 1, 1], data: [7] }
 * ```
 */
export class SumAbsReduction extends Reduction {
  protected reduce(channels: Float64Array): number {
    return channels.reduce((sum, value) => sum + Math.abs(value), 0);
  }
}
