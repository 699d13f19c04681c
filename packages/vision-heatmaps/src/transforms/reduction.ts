import type { Values } from '../values/values';
import { ValueTransform } from './value-transform';

/**
 * Makes one number of the channels of each pixel: `[batch, height, width, channels]` becomes `[batch, height, width]`.
 * A new reduction is a subclass with one method to write.
 *
 * @example
 * ```ts
 * class FirstChannel extends Reduction {
 *   protected reduce(channels: Float64Array) {
 *     return channels[0];
 *   }
 * }
 * const values = { shape: [1, 1, 2, 2], data: new Float64Array([1, 2, 3, 4]) };
 * new FirstChannel().apply(values, { colorRange: 'sample' }); // => { shape: [1, 1, 2], data: [1, 3] }
 * ```
 */
export abstract class Reduction extends ValueTransform {
  protected change({ shape, data }: Values): Values {
    const channels = shape[shape.length - 1];
    const reduced = new Float64Array(data.length / channels);
    for (let pixel = 0; pixel < reduced.length; pixel++)
      reduced[pixel] = this.reduce(data.subarray(pixel * channels, (pixel + 1) * channels));
    return { shape: shape.slice(0, -1), data: reduced };
  }

  /** The number for the channels of one pixel. */
  protected abstract reduce(channels: Float64Array): number;
}
