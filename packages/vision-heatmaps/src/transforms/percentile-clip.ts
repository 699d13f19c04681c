import { quantile } from 'svg-plots';
import { describeValue, ValueError } from 'xai-base';
import { rangeParts, type Values } from '../values/values';
import type { Context } from './transform';
import { ValueTransform } from './value-transform';

/**
 * Moves values outside of two percentiles to the nearer one, so that few extreme values do not take up the whole range
 * of colours. Percentiles are taken from each sample, or from the batch with `colorRange: 'batch'`, with linear
 * interpolation between ranks.
 *
 * @example
 * ```ts
 * const values = { shape: [1, 1, 5], data: new Float64Array([0, 1, 2, 3, 100]) };
 * new PercentileClip(0.25, 0.75).apply(values, { colorRange: 'sample' }); // => { shape: [1, 1, 5], data: [1, 1, 2, 3, 3] }
 * ```
 */
export class PercentileClip extends ValueTransform {
  /**
   * @param lower the lower percentile as a fraction: 0.001 for 0.1 %
   * @param upper the upper one
   * @throws {ValueError} unless 0 <= lower < upper <= 1
   */
  constructor(
    readonly lower = 0.001,
    readonly upper = 0.999,
  ) {
    super();
    const areNumbers = typeof lower === 'number' && typeof upper === 'number';
    if (areNumbers && lower >= 0 && lower < upper && upper <= 1) return;
    const expected = '0 <= lower < upper <= 1';
    const value = [lower, upper];
    throw new ValueError(
      `The percentiles are ${describeValue(lower)} and ${describeValue(upper)}; expected ${expected}.`,
      {
        argument: 'lower, upper',
        value,
        expected,
      },
    );
  }

  protected change({ shape, data }: Values, { colorRange }: Context): Values {
    const clipped = { shape, data: data.slice() };
    for (const part of rangeParts(clipped, colorRange)) {
      const sorted = part.slice().sort();
      const low = quantile(sorted, this.lower);
      const high = quantile(sorted, this.upper);
      for (let at = 0; at < part.length; at++) part[at] = Math.min(Math.max(part[at], low), high);
    }
    return clipped;
  }
}
