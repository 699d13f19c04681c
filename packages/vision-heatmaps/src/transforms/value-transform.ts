import { ValueError } from 'xai-base';
import type { Values } from '../values/values';
import { type Context, type Drawing, isDrawn, type Transform } from './transform';

/**
 * A transform of values, before a colour map. A new one is a subclass with one method to write.
 *
 * @example
 * ```ts
 * class SquareRoot extends ValueTransform {
 *   protected change({ shape, data }: Values): Values {
 *     return { shape, data: data.map(Math.sqrt) };
 *   }
 * }
 * const pipeline = new Pipeline(new NormReduction(), new SquareRoot(), new ExtremaColormap('grays'));
 * const [image] = await heatmap(tf.tensor4d([0, 0.25, 1], [1, 1, 3, 1]), { pipeline });
 * image.data; // => [0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255]
 * ```
 */
export abstract class ValueTransform implements Transform {
  /** @throws {ValueError} for images */
  apply(drawing: Drawing, context: Context): Drawing {
    if (!isDrawn(drawing)) return this.change(drawing, context);
    const expected = 'values: put it before the colour map';
    throw new ValueError(`${this.constructor.name} was given images; expected ${expected}.`, {
      argument: 'pipeline',
      value: drawing,
      expected,
    });
  }

  /**
   * What comes of the values.
   *
   * @param values `[batch, height, width, channels]` at first, `[batch, height, width]` after a reduction
   */
  protected abstract change(values: Values, context: Context): Drawing;
}
