import { ShapeError } from 'xai-base';
import { colorAt } from '../colormaps/color-at';
import type { ColormapTable } from '../colormaps/colormap-table';
import { type Colormap, colormapTable } from '../colormaps/colormaps';
import type { RGBAImage } from '../images/rgba-image';
import { checkFinite } from '../values/read-values';
import { rangeParts, type Values } from '../values/values';
import type { Context } from './transform';
import { ValueTransform } from './value-transform';

/**
 * Turns values `[batch, height, width]` into images. A new one is a subclass with one method to write, which says where
 * on the colour map a value lies.
 *
 * @example
 * ```ts
 * class FixedColormap extends ColormapTransform {
 *   protected scale() {
 *     return (value: number) => value / 10;
 *   }
 * }
 * const values = { shape: [1, 1, 1], data: new Float64Array([10]) };
 * new FixedColormap('grays').apply(values, { colorRange: 'sample' }); // => [{ width: 1, height: 1, data: [255, 255, 255, 255] }]
 * ```
 */
export abstract class ColormapTransform extends ValueTransform {
  /** The colours. */
  readonly table: ColormapTable;

  /**
   * @param colormap a name or a table of colours
   * @throws {ValueError} for an unknown name, naming the known ones
   */
  constructor(colormap: Colormap) {
    super();
    this.table = colormapTable(colormap);
  }

  protected change(values: Values, { colorRange }: Context): RGBAImage[] {
    const [batch, height, width] = pixelShape(values.shape);
    checkFinite(values.data, 'values');
    const size = height * width;
    const data = new Uint8ClampedArray(4 * values.data.length).fill(255);
    let pixel = 0;
    for (const part of rangeParts(values, colorRange)) {
      const position = this.scale(part);
      for (const value of part) data.set(colorAt(this.table, position(value)), 4 * pixel++);
    }
    return Array.from({ length: batch }, (_, sample) => {
      return { width, height, data: data.slice(4 * sample * size, 4 * (sample + 1) * size) };
    });
  }

  /**
   * Where values lie on the colour map, from 0 (its low end) to 1.
   *
   * @param values all values that share a range: those of a sample, or of the batch with `colorRange: 'batch'`
   */
  protected abstract scale(values: Float64Array): (value: number) => number;
}

function pixelShape(shape: readonly number[]): readonly number[] {
  if (shape.length === 3 || (shape.length === 4 && shape[3] === 1)) return shape;
  const expected = '[batch, height, width]: put a reduction before the colour map, such as new SumReduction()';
  throw new ShapeError(`The values have shape [${shape}]; expected ${expected}.`, {
    argument: 'pipeline',
    value: shape,
    expected,
  });
}
