import { norm } from 'svg-plots';
import { Reduction } from './reduction';

/**
 * The 2-norm over the channels: `sqrt(sum_c x_c^2)`. With one channel it is the absolute value.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 1, 2], data: new Float64Array([3, -4]) };
 * new NormReduction().apply(values, { colorRange: 'sample' }); // => { shape: [1, 1, 1], data: [5] }
 * ```
 */
export class NormReduction extends Reduction {
  protected reduce(channels: Float64Array): number {
    return norm(channels);
  }
}
