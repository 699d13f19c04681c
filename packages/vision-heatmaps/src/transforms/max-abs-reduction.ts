import { Reduction } from './reduction';

/**
 * The largest absolute value of the channels: `max_c |x_c|`.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 1, 2], data: new Float64Array([3, -4]) };
 * new MaxAbsReduction().apply(values, { colorRange: 'sample' }); // => { shape: [1, 1, 1], data: [4] }
 * ```
 */
export class MaxAbsReduction extends Reduction {
  protected reduce(channels: Float64Array): number {
    return channels.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  }
}
